import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {findPageSize} from '../../../source/sampler/linux/auxv.ts';
import {parseCommandLine} from '../../../source/sampler/linux/command-line.ts';
import {parseBootTime, parseStat, startTimeOf} from '../../../source/sampler/linux/stat.ts';
import {parseStatus} from '../../../source/sampler/linux/status.ts';
import {parsePasswd} from '../../../source/sampler/linux/user-names.ts';
import {bytesOf} from './texts.ts';

const captured = (file: string) => readFileSync(path.join(import.meta.dirname, '../../fixtures/proc', file));

describe('stat', () => {
	test('gives state, parent, threads and start', () => {
		expect(parseStat(captured('debian-node/28147/stat'))).toEqual({
			name: 'node',
			state: 'T',
			parentPid: 28_063,
			isKernelThread: false,
			threads: 7,
			startTicks: 526_711,
		});
	});

	test('may hold a name with brackets, blanks and newlines', () => {
		const rest = 'S 1 7 7 0 -1 4194304 83 0 0 0 0 0 0 0 20 0 3 0 7302 2990080 219';
		expect(parseStat(bytesOf(`7 (a) b (\n) ${rest}\n`))).toMatchObject({
			name: 'a) b (\n',
			threads: 3,
			startTicks: 7302,
		});
	});

	test('tells threads of the kernel by their flag', () => {
		const kthreadd = '2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 5 0 0 20 0 1 0 9 0 0 18446744073709551615';
		expect(parseStat(bytesOf(kthreadd))?.isKernelThread).toBe(true);
	});

	test.each(['', '7', '7 (a', '7 (a) S 1', '7 (a) S x 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 3 0 7302'])(
		'that says only %j is not understood',
		text => {
			expect(parseStat(bytesOf(text))).toBeUndefined();
		},
	);

	test('of the system gives the moment to which starts are relative', () => {
		const bootTime = parseBootTime(bytesOf('cpu  1 2 3\nintr 5\nbtime 1795382100\nprocesses 9\n'));
		expect(bootTime).toBe(1_795_382_100_000);
		const stat = parseStat(captured('debian-sleep/28068/stat'));
		expect(stat && startTimeOf(stat, bootTime ?? 0)).toBe(1_795_382_100_000 + 5_265_870);
		expect(parseBootTime(bytesOf('cpu  1 2 3\n'))).toBeUndefined();
	});
});

describe('status', () => {
	test('gives every size in bytes, and who the process is', () => {
		const status = parseStatus(captured('debian-sleep/28068/status'));
		expect(status).toMatchObject({name: 'sleep', state: 'T', parentPid: 28_063, threads: 1, effectiveUser: 0});
		expect(status.counters).toMatchObject({
			VmSize: 2920 * 1024,
			VmPTE: expect.any(Number),
			RssAnon: expect.any(Number),
			VmSwap: 0,
			HugetlbPages: 0,
		});
		expect(Object.keys(status.counters)).not.toContain('Threads');
	});

	test('of a kernel thread or an old kernel lacks what it lacks', () => {
		const {counters, ...rest} = parseStatus(bytesOf('Name:\tkthreadd\nState:\tS (sleeping)\n'));
		expect(counters).toEqual({});
		expect(rest).toEqual({
			name: 'kthreadd',
			state: 'S',
			parentPid: undefined,
			threads: undefined,
			effectiveUser: undefined,
		});
	});
});

describe('cmdline', () => {
	test.each([
		['sleep\0' + '60\0', 'sleep 60'],
		['postgres: writer\0\0\0\0', 'postgres: writer'],
		['no end', 'no end'],
		['a\0\0b\0', 'a  b'],
		['', undefined],
		['\0', undefined],
	])('%j is %j', (text, command) => {
		expect(parseCommandLine(bytesOf(text))).toBe(command);
	});
});

test('passwd names users; of two names for one number the first counts', () => {
	const names = parsePasswd(
		bytesOf('root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/:\n\n# a comment\n+::::::\nweb:x:33:33\n'),
	);
	expect([...names]).toEqual([
		[0, 'root'],
		[33, 'web'],
	]);
});

describe('the auxiliary vector', () => {
	test('captured from a process tells its page size', () => {
		expect(findPageSize(new Uint8Array(captured('debian-sleep/28068/auxv')))).toBe(4096);
	});

	test.each([
		['32 bits, little endian', 4, true],
		['32 bits, big endian', 4, false],
		['64 bits, little endian', 8, true],
		['64 bits, big endian', 8, false],
	] as const)('is read in %s', (_, wordSize, isLittleEndian) => {
		const words = [33, 0xf7fc_1000, 16, 0x1781_fbff, 6, 65_536, 17, 100, 0, 0];
		const view = new DataView(new ArrayBuffer(words.length * wordSize));
		for (const [index, word] of words.entries()) {
			if (wordSize === 8) {
				view.setBigUint64(index * 8, BigInt(word), isLittleEndian);
			} else {
				view.setUint32(index * 4, word, isLittleEndian);
			}
		}

		expect(findPageSize(new Uint8Array(view.buffer))).toBe(65_536);
	});

	test.each([[[]], [[1, 2, 3]], [Array.from({length: 64}, () => 0xff)]])('of %j says nothing', bytes => {
		expect(findPageSize(Uint8Array.from(bytes))).toBeUndefined();
	});
});
