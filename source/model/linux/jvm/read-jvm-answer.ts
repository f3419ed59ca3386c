import type {JvmAccount} from './jvm-account.ts';
import {parseNativeMemory} from './parse-native-memory.ts';
import {parseSystemMap} from './parse-system-map.ts';

/**
 * What a JVM is asked, one command a line. Where it was started with `summary` it refuses `detail`, and tells its sums all
 * the same. System.map (JDK 22) is unknown to older ones and then ends what jcmd does, so it comes last.
 */
export const jvmQuestion = ['VM.native_memory summary', 'VM.native_memory detail', 'System.map'].join('\n');

/** Why an answer tells no ranges. */
export type JvmSilence = 'not tracked' | 'tracked in sum only' | 'not understood';

/**
 * Understands what a JVM answered to `jvmQuestion`. Ranges are those of native memory tracking where it was started with
 * `detail`, as they are exact: System.map tells of whole mappings, in which several things may be. It tells the names of
 * threads, and with `summary` too.
 */
export function readJvmAnswer(text: string, time: number): JvmAccount | JvmSilence {
	const native = parseNativeMemory(text);
	const map = parseSystemMap(text);
	if (native.ranges.length > 0 || map.ranges.length > 0) {
		const isExact = native.ranges.length > 0;
		return {
			time,
			command: isExact ? 'VM.native_memory' : 'System.map',
			ranges: isExact ? native.ranges : map.ranges,
			threads: map.threads,
			counters: native.counters,
		};
	}

	if (/^Native memory tracking is not enabled/mv.test(text)) {
		return 'not tracked';
	}

	return /^Detail tracking is not enabled/mv.test(text) ? 'tracked in sum only' : 'not understood';
}
