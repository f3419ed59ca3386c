import {describe, expect, it} from 'vitest';
import type {FakeAllocation, FakeProcess} from './fake-windows.ts';
import {
	invalidPage,
	layOut,
	layOutHeap32,
	layOutHeapSegment,
	layOutNtHeap,
	layOutPeb,
	layOutPeb32,
	layOutPointers,
	validPage,
} from './layouts.ts';
import {kilobyte, sampleFake} from './sample-fake.ts';

const peb = 0x1_0000;
const list = 0x2_0000;
const defaultHeap = 0x10_0000;
const otherHeap = 0x20_0000;
const segment = 0x30_0000;
const largeBlock = 0x40_0000;
const segmentHeap = 0x50_0000;
const stranger = 0x60_0000;

function allocation(base: number, type: FakeAllocation['type'] = 'private'): FakeAllocation {
	return {base, type, runs: [{size: 40 * kilobyte, protect: 4}, {size: 24 * kilobyte}]};
}

const process: FakeProcess = {
	pid: 400,
	environmentBlock: peb,
	allocations: [peb, list, defaultHeap, otherHeap, segment, largeBlock, segmentHeap, stranger].map(base =>
		allocation(base),
	),
	memory: new Map([
		[peb, layOutPeb({processHeap: defaultHeap, heapCount: 3, processHeaps: list})],
		[list, layOutPointers(8, defaultHeap, otherHeap, segmentHeap)],
		[defaultHeap, layOutNtHeap(defaultHeap, {frontEnd: 0x12_3456, frontEndType: 2})],
		[otherHeap, layOutNtHeap(otherHeap, {largeBlocks: [largeBlock, largeBlock]})],
		[largeBlock, layOutPointers(8, otherHeap + 0x110, otherHeap + 0x110)],
		[segment, layOutHeapSegment(otherHeap)],
		[segmentHeap, layOut(0x20, [[0x10, 0xddee_ddee, 4]])],
		// The signature of a segment, and a pointer to no heap.
		[stranger, layOutHeapSegment(0x7777_0000)],
	]),
};

function heapsOf(made: FakeProcess, without: Parameters<typeof sampleFake>[1] = []) {
	return sampleFake(made, without).regions.filter(({type}) => type === 'Heap');
}

describe('the heaps that a process lists', () => {
	it('are told with their numbers, the default one and what serves small requests', () => {
		expect(heapsOf(process)).toMatchObject([
			{start: defaultHeap, kind: 'NT heap', details: 'Heap ID: 0 (Default) [LOW FRAGMENTATION]', isInferred: false},
			{start: otherHeap, kind: 'NT heap', details: 'Heap ID: 1 [COMPATABILITY]'},
			{start: segment, kind: 'NT heap segment', details: 'Heap ID: 1 [COMPATABILITY]'},
			{start: largeBlock, kind: 'NT heap large block', details: 'Heap ID: 1 [COMPATABILITY]'},
			{start: segmentHeap, kind: 'segment heap', details: 'Heap ID: 2 [SEGMENT HEAP]'},
		]);
	});

	it('have all that is committed as private, and reserved blocks too', () => {
		expect(heapsOf(process)[0]).toMatchObject({
			size: 64 * kilobyte,
			committed: 40 * kilobyte,
			private: 40 * kilobyte,
			evidence: 'The process environment block lists it as a heap (PEB.ProcessHeaps).',
		});
	});

	it('leave a segment alone that points to no heap', () => {
		const {regions} = sampleFake(process);
		expect(regions.find(({start}) => start === stranger)).toMatchObject({type: 'Private Data', kind: 'private data'});
	});

	it('may lie in a section', () => {
		const allocations = process.allocations.map(({base}) =>
			allocation(base, base === otherHeap ? 'mapped' : 'private'),
		);
		expect(heapsOf({...process, allocations})[1]).toMatchObject({
			start: otherHeap,
			kind: 'NT heap (shareable)',
			committed: 40 * kilobyte,
			private: 0,
		});
	});

	it('do not say what serves small requests on a Windows whose layout is not known', () => {
		const block = layOutPeb({processHeap: defaultHeap, heapCount: 3, processHeaps: list, buildNumber: 14_393});
		const memory = new Map([...(process.memory ?? []), [peb, block]]);
		expect(heapsOf({...process, memory})[0]).toMatchObject({details: 'Heap ID: 0 (Default)'});
	});

	it('are followed no further than their list of large blocks is whole', () => {
		const memory = new Map(process.memory);
		memory.set(largeBlock, layOutPointers(8, stranger, 0xbad));
		expect(heapsOf({...process, memory}).map(({start}) => start)).not.toContain(largeBlock);
		// A list that runs in a circle ends too.
		memory.set(largeBlock, layOutPointers(8, largeBlock, otherHeap + 0x110));
		expect(heapsOf({...process, memory}).map(({start}) => start)).toContain(largeBlock);
	});

	it('are found by their signature where the list cannot be right', () => {
		const memory = new Map(process.memory);
		memory.set(peb, layOutPeb({processHeap: defaultHeap, heapCount: 0xffff_ffff, processHeaps: list}));
		expect(heapsOf({...process, memory})).toMatchObject([
			{start: defaultHeap, isInferred: true},
			{start: otherHeap, isInferred: true},
		]);
	});

	it('are told in a 32-bit program by the 32-bit block', () => {
		const peb32 = peb + 0x1000;
		const list32 = list + 0x1000;
		const memory = new Map<number, Uint8Array>([
			[peb, layOutPeb({})],
			[peb32, layOutPeb32({processHeap: defaultHeap, heapCount: 1, processHeaps: list32})],
			[list32, layOutPointers(4, defaultHeap)],
			[defaultHeap, layOutHeap32(defaultHeap)],
			[segment, layOutHeap32(segment, defaultHeap)],
		]);
		expect(heapsOf({...process, environmentBlock32: peb32, memory})).toMatchObject([
			{start: defaultHeap, kind: 'NT heap', details: 'Heap ID: 0 (Default) [COMPATABILITY]'},
			{start: segment, kind: 'NT heap segment'},
		]);
	});
});

describe('heaps that no list has', () => {
	const memory = new Map<number, Uint8Array>([
		[peb, layOutPeb({processHeap: otherHeap})],
		[defaultHeap, layOutHeapSegment(0)],
		[otherHeap, layOutHeapSegment(0)],
	]);

	it('are found by their signature, which is inferred', () => {
		expect(heapsOf({...process, memory})).toMatchObject([
			{start: defaultHeap, details: 'Heap ID: 1', isInferred: true},
			{start: otherHeap, details: 'Heap ID: 0 (Default)', isInferred: true},
		]);
	});

	it('are not looked for in pages that nobody ever touched: reading would bring them into being', () => {
		const {state, regions} = sampleFake({
			...process,
			memory,
			pageFlags: address =>
				address === otherHeap ? validPage() : address === defaultHeap ? invalidPage(0) : invalidPage(2),
		});
		expect(regions.filter(({type}) => type === 'Heap').map(({start}) => start)).toEqual([otherHeap]);
		expect(state.calls).toContain(`ReadProcessMemory ${otherHeap.toString(16)}`);
		expect(state.calls).toContain(`ReadProcessMemory ${segment.toString(16)}`);
		expect(state.calls).not.toContain(`ReadProcessMemory ${defaultHeap.toString(16)}`);
	});
});
