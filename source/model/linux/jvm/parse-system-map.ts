import {type JvmAccount, type JvmRange, type JvmThread, orderRanges} from './jvm-account.ts';
import {findPurpose, type JvmPurpose} from './jvm-purposes.ts';

/**
 * Parses what `jcmd PID System.map` prints since JDK 22 (src/hotspot/share/nmt/memMapPrinter.cpp,
 * src/hotspot/os/linux/memMapPrinter_linux.cpp): every mapping, with what the JVM has in it. Blanks and commas of a
 * thread's name are printed as `-`. Where nothing is known the column has a `-`.
 *
 * from               to                        vsize prot          rss      hugetlb pgsz notes            info          file
 * 0x00007ffa14903000-0x00007ffa149ff000      1032192 rw-p        90112            0 4K   com,nothp        STACK-15186-Attach-Listener   -
 * 0x00007ffa7cc0c000-0x00007ffa7cf2f000      3289088 rw-p       835584            0 4K   com              CODE,GC       -
 */
export function parseSystemMap(text: string): Pick<JvmAccount, 'ranges' | 'threads'> {
	const ranges: JvmRange[] = [];
	const threads = new Map<number, JvmThread>();
	for (const {groups} of text.matchAll(mapping)) {
		const {start = '', end = '', info = ''} = groups ?? {};
		const purposes = new Set<JvmPurpose>();
		for (const word of info.split(',')) {
			const thread = /^STACK-(?<tid>\d{1,10})-(?<name>.*)$/v.exec(word)?.groups;
			const tid = Number(thread?.['tid']);
			if (thread) {
				threads.set(tid, {tid, name: thread['name'] ?? ''});
			}

			purposes.add(findPurpose(thread ? 'STACK' : word));
		}

		if (info !== '-') {
			ranges.push({start: Number(start), end: Number(end), purposes: [...purposes]});
		}
	}

	return {ranges: orderRanges(ranges), threads: [...threads.values()]};
}

/**
 * Address, size, protection, resident, huge, page size and notes, and then what is asked for. Repetitions have limits, so
 * that a line that nobody meant for it costs nothing.
 */
const mapping =
	/^(?<start>0x[\da-f]{1,16})-(?<end>0x[\da-f]{1,16}) {1,40}\d{1,20} {1,40}[\-rwxps]{4} {1,40}\d{1,20} {1,40}\d{1,20} {1,40}\S{1,10} {1,40}\S{1,100} {1,40}(?<info>\S{1,1000}) /gmv;
