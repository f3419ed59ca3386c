import {describe, expect, it} from 'vitest';
import type {FakeProcess} from './fake-windows.ts';
import {layOutPe, layOutPeb, layOutPeb32, layOutPointers} from './layouts.ts';
import {kilobyte, sampleFake} from './sample-fake.ts';

const stackBase = 0x20_0000;
const stackEnd = stackBase + 1024 * kilobyte;
const blocks = 0x40_0000;

/** A stack as Windows grows it: reserved, a guard, and what the thread has reached. */
const growingStack = {
	base: stackBase,
	type: 'private',
	runs: [{size: 780 * kilobyte}, {size: 32 * kilobyte, protect: 0x104}, {size: 212 * kilobyte, protect: 4}],
} as const;

const process: FakeProcess = {
	pid: 400,
	environmentBlock: blocks,
	threads: [
		{id: 34_888, environmentBlock: blocks + 0x1000, name: 'render — 描画'},
		{id: 34_892, environmentBlock: blocks + 0x4000},
	],
	allocations: [
		growingStack,
		{base: blocks, type: 'private', runs: [{size: 64 * kilobyte, protect: 4}, {size: 1984 * kilobyte}]},
	],
	memory: new Map([
		[blocks, layOutPeb({})],
		[blocks + 0x1000, layOutPointers(8, 0, stackEnd, stackEnd - 212 * kilobyte)],
		// A thread that is being made has no stack yet.
		[blocks + 0x4000, layOutPointers(8, 0, 0, 0)],
	]),
};

describe('the stack of a thread', () => {
	it('is its whole allocation, with the guard and with what it has not reached', () => {
		const {regions} = sampleFake(process);
		expect(regions[0]).toMatchObject({
			start: stackBase,
			type: 'Stack',
			kind: 'thread stack',
			details: 'Thread ID: 34888 (render — 描画)',
			isInferred: false,
			protection: 'Read/Write/Guard',
			runs: 3,
			size: 1024 * kilobyte,
			committed: 244 * kilobyte,
			private: 244 * kilobyte,
		});
		expect(regions[0]?.blocks.map(({protection}) => protection)).toEqual([
			'Reserved',
			'Read/Write/Guard',
			'Read/Write',
		]);
	});

	it('is not recognised where Windows does not list threads, and a notice says so', () => {
		const {regions, snapshot} = sampleFake(process, ['Thread32First']);
		expect(regions[0]).toMatchObject({type: 'Private Data'});
		expect(snapshot.notices).toContainEqual(expect.stringContaining('no stack is recognised'));
	});
});

describe('environment blocks', () => {
	it('are blocks of their own in the region that holds them all', () => {
		const {regions} = sampleFake(process);
		const region = regions[1];
		expect(region).toMatchObject({
			type: 'Private Data',
			details: 'Process Environment Block, Thread Environment Block ID: 34888 and 1 more',
			runs: 2,
		});
		expect(region?.blocks.map(({start, details}) => [start - blocks, details])).toEqual([
			[0, 'Process Environment Block'],
			[0x1000, 'Thread Environment Block ID: 34888'],
			[0x3000, ''],
			[0x4000, 'Thread Environment Block ID: 34892'],
			[0x6000, ''],
			[0x1_0000, ''],
		]);
	});
});

describe('a 32-bit program on 64-bit Windows', () => {
	const stack32 = 0x60_0000;
	const program = 0x80_0000;
	const wow64: FakeProcess = {
		...process,
		threads: [{id: 34_888, environmentBlock: blocks + 0x1000}],
		environmentBlock32: blocks + 0x8000,
		modules: [program],
		allocations: [
			...process.allocations,
			{base: stack32, type: 'private', runs: [{size: 60 * kilobyte}, {size: 4 * kilobyte, protect: 4}]},
			{
				base: program,
				type: 'image',
				path: '\\Device\\HarddiskVolume1\\old program.exe',
				runs: [{size: 4 * kilobyte, protect: 2}],
			},
			{
				base: 0x7ff8_0000_0000,
				type: 'image',
				path: '\\Device\\HarddiskVolume1\\Windows\\System32\\wow64.dll',
				runs: [{size: 4 * kilobyte, protect: 2}],
			},
		],
		memory: new Map([
			[blocks, layOutPeb({imageBase: program})],
			[blocks + 0x8000, layOutPeb32({imageBase: program})],
			[blocks + 0x1000, layOutPointers(8, blocks + 0x3000, stackEnd, 0)],
			[blocks + 0x3000, layOutPointers(4, 0xffff_ffff, stack32 + 64 * kilobyte, 0)],
			[program, layOutPe({machine: 0x14c, characteristics: 0x102, sizeOfImage: 0x1000})],
		]),
	};

	it('has two stacks a thread, and the 64-bit one is told by its kind', () => {
		const {regions} = sampleFake(wow64);
		expect(regions.filter(({type}) => type === 'Stack')).toMatchObject([
			{start: stackBase, kind: '64-bit thread stack', details: 'Thread ID: 34888'},
			{start: stack32, kind: 'thread stack', details: 'Thread ID: 34888'},
		]);
	});

	it('has two environment blocks a thread, and two of its own', () => {
		const {regions} = sampleFake(wow64);
		const region = regions.find(({start}) => start === blocks);
		expect(region?.blocks.map(({start, details}) => [start - blocks, details])).toEqual([
			[0, 'Process Environment Block'],
			[0x1000, 'Thread Environment Block ID: 34888'],
			[0x3000, 'Thread Environment Block ID: 34888'],
			[0x4000, ''],
			[0x8000, 'Process Environment Block'],
			[0x9000, ''],
			[0x1_0000, ''],
		]);
	});

	it('is x86, with free space as far as its addresses reach', () => {
		const {snapshot} = sampleFake(wow64);
		expect(snapshot.process).toMatchObject({architecture: 'x86', addressDigits: 16});
		const {start, measures} = snapshot.blocks;
		const ends = Array.from(start, (address, block) => address + (measures.size[block] ?? 0));
		// The header does not say that it can use more than 2 GB.
		expect(ends).toContain(0x7fff_0000);
		expect(ends.filter(end => end > 0x7fff_0000)).toEqual([0x7ff8_0000_1000, 0x7ff8_0001_0000]);
	});

	it('has its 32-bit block found through a thread where Windows says no more than that it has 32 bits, as Wine does', () => {
		const threadBlock = new Uint8Array(0x34);
		threadBlock.set(layOutPointers(4, 0xffff_ffff, stack32 + 64 * kilobyte, 0));
		threadBlock.set(layOutPointers(4, blocks + 0x8000), 0x30);
		const memory = new Map([...(wow64.memory ?? []), [blocks + 0x3000, threadBlock] as const]);
		const {regions, snapshot} = sampleFake({...wow64, environmentBlock32: 1, memory});
		expect(regions).toEqual(sampleFake(wow64).regions);
		expect(snapshot.notices).toEqual(sampleFake(wow64).snapshot.notices);
		expect(snapshot.process.architecture).toBe('x86');
	});

	it('has free space up to 4 GB where its header says that it can use that', () => {
		const header = layOutPe({machine: 0x14c, characteristics: 0x122});
		const {snapshot} = sampleFake({...wow64, memory: new Map([...(wow64.memory ?? []), [program, header]])});
		const {start, measures} = snapshot.blocks;
		expect(Array.from(start, (address, block) => address + (measures.size[block] ?? 0))).toContain(0xffff_0000);
	});
});
