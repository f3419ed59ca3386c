import {type JvmAccount, type JvmRange, jvmCounters, orderRanges} from './jvm-account.ts';
import {classSpace, findPurpose, metaspace} from './jvm-purposes.ts';

const kilobyte = 1024;

/**
 * Parses what `jcmd PID VM.native_memory detail` prints (src/hotspot/share/nmt/memReporter.cpp). Only what is reserved is
 * a line that begins with its address; what is committed of it is indented, and so are the callers.
 *
 * Total: reserved=1919368KB, committed=358520KB
 *        malloc: 12208KB #11274
 * [0x00000000f0000000 - 0x0000000100000000] reserved and committed 262144KB for Java Heap from
 * [0x00007f3fc3000000 - 0x00007f3fc7000000] reserved 65536KB for Metaspace from
 */
export function parseNativeMemory(text: string): Pick<JvmAccount, 'ranges' | 'counters'> {
	const ranges = [...text.matchAll(reservation)].map(({groups}): JvmRange => {
		const {start = '', end = '', name = ''} = groups ?? {};
		return {start: Number(start), end: Number(end), purposes: [findPurpose(name.replace(/ from$/v, ''))]};
	});
	const total = /^Total: reserved=(?<reserved>\d{1,15})KB, committed=(?<committed>\d{1,15})KB/mv.exec(text)?.groups;
	const malloc = /^ {1,20}malloc: (?<kilobytes>\d{1,15})KB/mv.exec(text)?.groups;
	return {
		ranges: orderRanges(separateClasses(ranges)),
		counters: {
			...(total && {
				[jvmCounters.reserved]: Number(total['reserved']) * kilobyte,
				[jvmCounters.committed]: Number(total['committed']) * kilobyte,
			}),
			...(malloc && {[jvmCounters.malloc]: Number(malloc['kilobytes']) * kilobyte}),
		},
	};
}

/** Repetitions have limits, so that a line that nobody meant for it costs nothing. */
const reservation =
	/^\[(?<start>0x[\da-f]{1,16}) - (?<end>0x[\da-f]{1,16})\] reserved (?:and committed )?\d{1,15}KB for (?<name>[\w\-]{1,40}(?: [\w\-]{1,40}){0,5})/gmv;

/** Where a JVM has no name for metaspace, as before JDK 16, its classes are all of it. */
function separateClasses(ranges: readonly JvmRange[]): readonly JvmRange[] {
	const isTold = ranges.some(({purposes}) => purposes.includes(metaspace));
	return isTold
		? ranges
		: ranges.map(range => (range.purposes.includes(classSpace) ? {...range, purposes: [metaspace]} : range));
}
