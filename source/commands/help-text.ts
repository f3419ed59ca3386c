/** What --help prints. */
export const helpText = `
	What the memory of a process is made of, by type, region by region.

	Usage
	  vmmap-tui                                  pick a process
	  vmmap-tui <pid | name>                     live view of a process
	  vmmap-tui <file>                           view of a saved snapshot
	  vmmap-tui snapshot <pid | name | file>     write one snapshot
	  vmmap-tui processes                        list the processes
	  vmmap-tui -p <pid | name> [FILE]           as VMMap: live view, or one snapshot into FILE
	  vmmap-tui -o FILE                          as VMMap: view of a saved snapshot

	Options
	  --format FORMAT      snapshot: json, csv or txt; processes: txt or json
	  --output FILE        write to FILE, whose extension gives the format, not to standard output
	  --interval SECONDS   time between two samples of the live view: 1, 2, 5, 10 or any other
	  --version            print the version
	  --help               print this text

	A name is the name of one process or the start of it, in any case. A file has a / in its path or ends
	in .json. Where standard output is no terminal, a view is printed as text.

	Examples
	  vmmap-tui 1234
	  vmmap-tui snapshot postgres --output before.json
	  vmmap-tui snapshot 1234 | jq '.summary[] | {type, privateWs}'

	Exit status
	  0  done
	  2  wrong usage
	  3  no such process, or it has no memory
	  4  not permitted
	  5  a file that cannot be read or written
`;
