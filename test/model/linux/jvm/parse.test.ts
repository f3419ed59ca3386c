import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {JvmAccount} from '../../../../source/model/linux/jvm/jvm-account.ts';
import {parseNativeMemory} from '../../../../source/model/linux/jvm/parse-native-memory.ts';
import {parseSystemMap} from '../../../../source/model/linux/jvm/parse-system-map.ts';
import {readJvmAnswer} from '../../../../source/model/linux/jvm/read-jvm-answer.ts';
import {nativeMemory, systemMap} from './answers.ts';

/** Ranges a line each: addresses and kinds. */
function list(ranges: JvmAccount['ranges']): readonly string[] {
	return ranges.map(
		({start, end, purposes}) =>
			`${start.toString(16)}-${end.toString(16)} ${purposes.map(({kind}) => kind).join(', ')}`,
	);
}

describe('VM.native_memory detail', () => {
	test('tells what is reserved, in the order of addresses, and sums', () => {
		const {ranges, counters} = parseNativeMemory(nativeMemory);
		expect(list(ranges)).toEqual([
			'f0000000-100000000 Java heap',
			'7f3f98800000-7f3f98900000 thread stack',
			'7f3fc3000000-7f3fc7000000 Java metaspace',
			'7f3fc7000000-7f3fc8000000 CDS archive',
			'7f3fc8000000-7f4008000000 Java class space',
			'7f4016000000-7f4018000000 Java GC data',
			'7f4025400000-7f4034400000 Java code cache',
			'7f4042bc7000-7f4042bcf000 JVM internal',
			'7f4042bcf000-7f4042bd1000 JVM memory',
		]);
		expect(counters).toEqual({
			nmt_reserved: 1_919_368 * 1024,
			nmt_committed: 358_520 * 1024,
			nmt_malloc: 12_208 * 1024,
		});
	});

	test('of a JVM that has no name for metaspace, classes are metaspace', () => {
		const {ranges} = parseNativeMemory(nativeMemory.replace('for Metaspace', 'for Class'));
		expect(list(ranges)).toContain('7f3fc8000000-7f4008000000 Java metaspace');
	});

	test('of two ranges that overlap the first stays', () => {
		const {ranges} = parseNativeMemory(
			'[0x1000 - 0x3000] reserved 8KB for GC from\n[0x2000 - 0x4000] reserved 8KB for Code from\n[0x5000 - 0x5000] reserved 0KB for GC\n',
		);
		expect(list(ranges)).toEqual(['1000-3000 Java GC data']);
	});
});

describe('System.map', () => {
	test('tells what the JVM has in a mapping, and its threads', () => {
		const {ranges, threads} = parseSystemMap(systemMap);
		expect(list(ranges)).toEqual([
			'f0000000-ffe00000 Java heap',
			'ffe00000-fff24000 Java heap',
			'7ffa148ff000-7ffa14903000 thread stack',
			'7ffa14903000-7ffa149ff000 thread stack',
			'7ffa7cc0c000-7ffa7cf2f000 Java code cache, Java GC data',
		]);
		expect(threads).toEqual([{tid: 15_186, name: 'Attach-Listener'}]);
	});
});

describe('an answer', () => {
	test('is exact where the JVM tracks in detail, and has names of threads where it knows System.map', () => {
		const account = readJvmAnswer(nativeMemory + systemMap, 5);
		expect(account).toMatchObject({time: 5, command: 'VM.native_memory', threads: [{tid: 15_186}]});
		expect(account).toHaveProperty('ranges.length', 9);
	});

	test('is of whole mappings where it tracks sums only', () => {
		const account = readJvmAnswer(`1588:\nDetail tracking is not enabled\n${systemMap}`, 5);
		expect(account).toMatchObject({command: 'System.map', ranges: {length: 5}});
	});

	test('says why it tells nothing', () => {
		expect(readJvmAnswer('14400:\nNative memory tracking is not enabled\n', 5)).toBe('not tracked');
		expect(readJvmAnswer('14400:\nDetail tracking is not enabled\n', 5)).toBe('tracked in sum only');
		expect(readJvmAnswer('14400:\njava.io.IOException: No such process\n', 5)).toBe('not understood');
	});

	test('whatever it is, ranges ascend, do not overlap and have a purpose', () => {
		const lines = [...nativeMemory.split('\n'), ...systemMap.split('\n')];
		const line = fc.oneof(
			fc.constantFrom(...lines),
			fc.string({unit: 'binary'}),
			fc.constantFrom(...lines).map(shorten),
		);
		fc.assert(
			fc.property(fc.array(line, {maxLength: 20}), parts => {
				const answer = readJvmAnswer(parts.join('\n'), 0);
				if (typeof answer === 'string') {
					return;
				}

				const isRight = answer.ranges.every(
					({start, end, purposes}, row) =>
						end > start && start >= (answer.ranges[row - 1]?.end ?? 0) && purposes.length > 0,
				);
				expect(isRight).toBe(true);
			}),
		);
	});
});

test('a line of millions of blanks is no matter', () => {
	const blanks = ' '.repeat(4_000_000);
	const lines = [
		`[0x1000 - 0x2000] reserved 4KB for${blanks}`,
		`0x1000-0x2000 4096 rw-p 1 1 4K ${blanks}`,
		`Total:${blanks}`,
	];
	expect(readJvmAnswer(lines.join('\n'), 0)).toBe('not understood');
});

function shorten(line: string): string {
	return line.slice(0, Math.floor(line.length * 0.7));
}
