/** What --help prints. */
export const helpText = `
	What the memory of a process is made of, by type, region by region.

	Usage
	  vmmap-tui                                  pick a process
	  vmmap-tui <pid | name>                     live view of a process
	  vmmap-tui <file>                           view of a saved snapshot
	  vmmap-tui snapshot <pid | name | file>     write one snapshot
	  vmmap-tui record <pid | name>              record snapshots into a file
	  vmmap-tui diff <before> <after>            compare two snapshots, each a file, a pid or a name
	  vmmap-tui processes                        list the processes
	  vmmap-tui -p <pid | name> [FILE]           as VMMap: live view, or one snapshot into FILE
	  vmmap-tui -o FILE                          as VMMap: view of a saved snapshot

	Options
	  --format FORMAT      snapshot: json, csv, txt or mmp; diff: txt, json or csv; processes: txt or json
	  --output FILE        write to FILE, whose extension gives the format, not to standard output
	  --interval SECONDS   time between two samples of the live view or a recording: 1, 2, 5, 10 or any other
	  --history SIZE       what the snapshots of a live view may take in memory: 512M, or any other from 1M;
	                       beyond it the oldest are thinned out evenly, never the marked
	  --duration SECONDS   record: how long; else until Ctrl+C or the end of the process
	  --max-growth LIMIT   diff: exit with 1 where more has grown: private=50M, Heap.committed=10%; several times
	  --jcmd               snapshot, record: ask a JVM what its memory is, by the jcmd of its JDK, once
	  --version            print the version
	  --help               print this text

	A name is the name of one process or the start of it, in any case. A file has a / in its path or ends
	in .json, .csv, .mmp or .vmmap. A recording has many snapshots, as an .mmp may: app.vmmap is its last, app.vmmap@first, @12, @20:31:05
	or @2026-11-22T20:31:05Z is another. Where standard output is no terminal, a view is printed as text.

	Examples
	  vmmap-tui 1234
	  vmmap-tui snapshot postgres --output before.json
	  vmmap-tui snapshot 1234 | jq '.summary[] | {type, privateWs}'
	  vmmap-tui record 1234 --output app.vmmap --interval 1 --duration 60
	  vmmap-tui diff app.vmmap@first app.vmmap --max-growth private=50M

	Exit status
	  0  done
	  1  a limit of --max-growth is passed
	  2  wrong usage
	  3  no such process, or it has no memory
	  4  not permitted
	  5  a file that cannot be read or written
`;
