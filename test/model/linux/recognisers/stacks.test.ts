import {describe, expect, test} from 'vitest';
import type {ThreadClue} from '../../../../source/model/linux/clues.ts';
import {textAt} from '../../../../source/model/snapshot.ts';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';
import {memoryOf} from '../../../helpers/words.ts';

const twoStacks = `
	7f0000001000-7f0000002000 ---p 0 00:00 0 | VmFlags mr mw me nh
	7f0000002000-7f0000802000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
	7f0000802000-7f0000803000 ---p 0 00:00 0 | VmFlags mr mw me nh
	7f0000803000-7f0001003000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac nh
	7ffd00000000-7ffd00021000 rw-p 0 00:00 0 [stack] | VmFlags rd wr mr mw me gd ac
`;

const main = {tid: 10, name: 'server', stackPointer: 0x7ffd_0002_0000};
const worker = {tid: 11, name: 'worker-1', stackPointer: 0x7f00_0080_1f00};

function list(text: string, threads: readonly ThreadClue[]): readonly string[] {
	return listRegions(snapshotOf(text, {clues: {threads}}));
}

/** The evidence of the first region of a kind. */
function evidenceOf(text: string, threads: readonly ThreadClue[], kind: string): string {
	const snapshot = snapshotOf(text, {clues: {threads}});
	const {regions} = snapshot;
	const found = [...regions.kind.keys()].find(region => textAt(snapshot, regions.kind, region) === kind);
	return textAt(snapshot, regions.evidence, found ?? -1);
}

describe('a stack', () => {
	test('is that of the thread whose stack pointer is in it', () => {
		expect(list(twoStacks, [main, worker])).toEqual([
			'7f0000001000 Stack: thread stack | thread 11 worker-1 | ---p guard, rw-p',
			'7f0000802000 Stack: thread stack? | no live thread | ---p guard, rw-p',
			'7ffd00000000 Stack: main stack | thread 10 server | rw-p',
		]);
	});

	test('is not said to have no thread while any thread has not yet waited', () => {
		const running = {tid: 12, name: 'busy', stackPointer: undefined};
		expect(list(twoStacks, [main, worker, running])[1]).toBe('7f0000802000 Stack: thread stack? | ---p guard, rw-p');
	});

	test('is not made of a buffer of data in which a thread has its stack', () => {
		const pool = '7f0000000000-7f0002800000 rw-p 0 00:00 0 | Rss 40960, Swap 0, VmFlags rd wr mr mw me ac';
		const inside = {tid: 11, name: 'worker-1', stackPointer: 0x7f00_0120_0000};
		expect(list(pool, [main, inside])).toEqual(['7f0000000000 Private Data: anonymous | rw-p']);
		expect(evidenceOf(pool, [main, inside], 'anonymous')).toMatch(/The stack of thread 11 worker-1 is in it\.$/);
		expect(list(pool.replace('40960', '12'), [main, inside])[0]).toMatch('Stack: thread stack?');
	});

	test('without a thread is none if more of it is used than a thread that has ended leaves', () => {
		const guarded = (kilobytes: number) => `
			7f0000001000-7f0000002000 ---p 0 00:00 0 | VmFlags mr mw me nh
			7f0000002000-7f0001402000 rw-p 0 00:00 0 | Rss ${kilobytes}, Swap 0, VmFlags rd wr mr mw me ac nh
		`;
		expect(list(guarded(20_480), [main])).toEqual(['7f0000001000 Private Data: anonymous | ---p guard, rw-p']);
		expect(list(guarded(16), [main])[0]).toBe('7f0000001000 Stack: thread stack? | no live thread | ---p guard, rw-p');
	});

	test('of a thread that runs is known by the descriptor at its end', () => {
		const running = {tid: 12, name: 'busy', stackPointer: undefined};
		const descriptor = 0x7f00_0080_1640n;
		const memory = (tid: bigint) => ({
			[descriptor.toString(16)]: [descriptor, 0n, descriptor],
			[(descriptor + 704n).toString(16)]: [0n, 0n, tid],
		});
		const listWith = (tid: bigint) =>
			listRegions(snapshotOf(twoStacks, {clues: {threads: [main, worker, running], readWords: memoryOf(memory(tid))}}));
		const twoBusy = (tid: bigint) =>
			listRegions(snapshotOf(twoStacks, {clues: {threads: [main, running], readWords: memoryOf(memory(tid))}}))[0];
		expect(twoBusy(12n)).toBe('7f0000001000 Stack: thread stack | thread 12 busy | ---p guard, rw-p');
		expect(twoBusy(99n)).toBe('7f0000001000 Stack: thread stack? | ---p guard, rw-p');
		// What has a stack pointer in it is known by that.
		expect(listWith(12n)[0]).toBe('7f0000001000 Stack: thread stack | thread 11 worker-1 | ---p guard, rw-p');
	});

	test('stays what its shape says where threads cannot be listed', () => {
		expect(listRegions(snapshotOf(twoStacks))[0]).toBe('7f0000001000 Stack: thread stack? | ---p guard, rw-p');
	});

	test('that its name gives to a thread has the name of the thread too', () => {
		const named = '7f0000002000-7f0000802000 rw-p 0 00:00 0 [anon: glibc: pthread stack: 11]';
		const unknown = {tid: 11, name: 'worker-1', stackPointer: undefined};
		expect(list(named, [main, unknown])).toEqual(['7f0000002000 Stack: thread stack | thread 11 worker-1 | rw-p']);
	});

	test('names some of the threads whose stacks are one mapping, and counts the others', () => {
		const melted = '7f0000000000-7f0003000000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me gu nr nh';
		const threads = Array.from({length: 6}, (_, index) => ({
			tid: 20 + index,
			name: `w${index}`,
			stackPointer: 0x7f00_007f_0000 + index * 0x80_0000,
		}));
		expect(list(melted, threads)).toEqual([
			'7f0000000000 Stack: thread stack | thread 20 w0, thread 21 w1, thread 22 w2, thread 23 w3 and 2 more | rw-p',
		]);
	});

	test('is memory that nothing marks but a stack pointer', () => {
		const plain = '7f0000001000-7f0000051000 rw-p 0 00:00 0';
		const thread = {tid: 11, name: 'fiber', stackPointer: 0x7f00_0005_0f00};
		expect(list(plain, [thread])).toEqual(['7f0000001000 Stack: thread stack? | thread 11 fiber | rw-p']);
	});

	test('is neither a heap nor code, whatever points into it', () => {
		const heap = '561000000000-561000021000 rw-p 0 00:00 0 [heap]\n7f0000001000-7f0000051000 rwxp 0 00:00 0';
		const threads = [
			{tid: 11, name: 'g0', stackPointer: 0x5610_0000_1000},
			{tid: 12, name: 'jit', stackPointer: 0x7f00_0000_2000},
		];
		expect(list(heap, threads)).toEqual([
			'561000000000 Heap: main heap | [heap] | rw-p',
			'7f0000001000 Private Data: JIT code? | rwxp',
		]);
		expect(evidenceOf(heap, threads, 'main heap')).toBe('The kernel names it so. The stack of thread 11 g0 is in it.');
		expect(evidenceOf(heap, threads, 'JIT code')).toMatch(/ The stack of thread 12 jit is in it\.$/);
	});

	test('whose thread ran whenever it was looked at says so', () => {
		const running = {tid: 12, name: 'busy', stackPointer: undefined};
		expect(evidenceOf(twoStacks, [main, running], 'thread stack')).toMatch(/not known: some threads ran whenever/);
		// Where no stack pointer at all is known, it is not running that hides them.
		expect(evidenceOf(twoStacks, [running], 'thread stack')).toMatch(/^VmFlags nh/);
	});
});
