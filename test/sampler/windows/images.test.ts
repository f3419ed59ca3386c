import {describe, expect, it} from 'vitest';
import type {FakeProcess} from './fake-windows.ts';
import {layOut, layOutPe, layOutPeb} from './layouts.ts';
import {kilobyte, sampleFake} from './sample-fake.ts';

const peb = 0x1_0000;
const apiSetMap = 0x2_0000;
const base = 0x1_4000_0000;
const pageSize = 4096;

const sections = [
	{name: '.text', address: 0x1000, size: 0x1800},
	{name: '.data', address: 0x3000, size: 0x10},
	{name: 'longname', address: 0x5000, size: 0x1000},
];

function makeProcess(header: Uint8Array, changes: Partial<FakeProcess> = {}): FakeProcess {
	return {
		pid: 400,
		environmentBlock: peb,
		modules: [base],
		allocations: [
			{base: peb, type: 'private', runs: [{size: pageSize, protect: 4}]},
			{base: apiSetMap, type: 'mapped', runs: [{size: 112 * kilobyte, protect: 2}]},
			{base: 0x7ffe_0000, type: 'private', runs: [{size: pageSize, protect: 2}]},
			{
				base,
				type: 'image',
				path: '\\Device\\HarddiskVolume1\\Windows\\library.dll',
				runs: [
					{size: pageSize, protect: 2},
					{size: 2 * pageSize, protect: 0x20},
					{size: pageSize, protect: 8},
					{size: pageSize},
					{size: pageSize, protect: 2},
				],
			},
		],
		memory: new Map([
			[peb, layOutPeb({imageBase: base, apiSetMap})],
			[base, header],
		]),
		...changes,
	};
}

function imageOf(process: FakeProcess) {
	return sampleFake(process).regions.find(({type}) => type === 'Image');
}

describe('an image', () => {
	it('is divided into its header and its sections, which add no runs', () => {
		const region = imageOf(makeProcess(layOutPe({sections})));
		expect(region).toMatchObject({kind: 'DLL (ASLR)', details: 'C:\\Windows\\library.dll', runs: 5, isInferred: false});
		expect(region?.blocks.map(({start, size, details}) => [start - base, size, details])).toEqual([
			[0, 0x1000, 'Header'],
			[0x1000, 0x2000, '.text'],
			[0x3000, 0x1000, '.data'],
			[0x4000, 0x1000, ''],
			[0x5000, 0x1000, 'longname'],
		]);
	});

	it('shows two sections of one protection as two blocks of one run', () => {
		const joined = [
			{name: '.text', address: 0x1000, size: 0x1000},
			{name: '.more', address: 0x2000, size: 0x1000},
		];
		const region = imageOf(makeProcess(layOutPe({sections: joined})));
		expect(region?.runs).toBe(5);
		expect(region?.blocks.map(({details}) => details)).toEqual(['Header', '.text', '.more', '', '', '']);
	});

	it('has a kind by its header and by whether it is loaded', () => {
		const kindOf = (header: Uint8Array, changes?: Partial<FakeProcess>) => imageOf(makeProcess(header, changes))?.kind;
		expect(kindOf(layOutPe({dllCharacteristics: 0}))).toBe('DLL');
		expect(kindOf(layOutPe({characteristics: 0x22}))).toBe('executable (ASLR)');
		expect(kindOf(layOutPe(), {modules: []})).toBe('image, not loaded (ASLR)');
		expect(kindOf(new Uint8Array(pageSize))).toBe('image');
	});

	it('is not divided where its sections do not begin at pages', () => {
		const header = layOutPe({sections: [{name: '.text', address: 0x280, size: 0x1000}]});
		expect(imageOf(makeProcess(header))?.blocks.map(({details}) => details)).toEqual(['', '', '', '', '']);
	});

	it('keeps sections that are larger than what is mapped within its end', () => {
		const header = layOutPe({sections: [{name: 'huge', address: 0x1000, size: 0xffff_ffff}]});
		expect(imageOf(makeProcess(header))?.blocks.map(({details}) => details)).toEqual([
			'Header',
			'huge',
			'huge',
			'huge',
			'huge',
		]);
	});
});

describe('the program of a process', () => {
	it('tells the architecture, whatever Windows emulates', () => {
		const {snapshot} = sampleFake(makeProcess(layOutPe({machine: 0xaa64})));
		expect(snapshot.process.architecture).toBe('arm64');
	});

	it('is as the kernel says where its header cannot be read', () => {
		const {snapshot} = sampleFake(makeProcess(new Uint8Array(pageSize)));
		expect(snapshot.process.architecture).toBe('x64');
	});
});

describe('what the system keeps in a process', () => {
	it('is named', () => {
		const {regions} = sampleFake(makeProcess(layOutPe()));
		const named = regions.map(({start, type, details}) => [start, type, details]);
		expect(named).toContainEqual([apiSetMap, 'Shareable', 'API Set Map']);
		expect(named).toContainEqual([0x7ffe_0000, 'Private Data', 'KUSER_SHARED_DATA']);
		expect(named).toContainEqual([peb, 'Private Data', 'Process Environment Block']);
		expect(regions.find(({start}) => start === apiSetMap)?.evidence).toBe(
			'Windows says that it is a view of a section (MEM_MAPPED), and names no file; PEB.ApiSetMap leads here.',
		);
	});
});

describe('the name of a mapped file', () => {
	it.each([
		['\\Device\\HarddiskVolume1\\a b\\ünïcödé.dat', 'C:\\a b\\ünïcödé.dat'],
		['\\device\\harddiskvolume10\\file', 'D:\\file'],
		['\\Device\\HarddiskVolume11\\file', '\\Device\\HarddiskVolume11\\file'],
		['\\Device\\Mup\\server\\share\\file', '\\\\server\\share\\file'],
		['\\Device\\Mup\\;LanmanRedirector\\;Z:000000000001\\server\\share\\file', '\\\\server\\share\\file'],
		['\\??\\Z:\\home\\file', 'Z:\\home\\file'],
		['\\??\\UNC\\server\\share\\file', '\\\\server\\share\\file'],
		['', ''],
	])('%s is %s', (name, path) => {
		const {regions} = sampleFake({
			pid: 400,
			allocations: [
				{base: 0x10_0000, type: 'mapped', ...(name === '' ? {} : {path: name}), runs: [{size: pageSize, protect: 2}]},
			],
		});
		expect(regions[0]).toMatchObject({type: name === '' ? 'Shareable' : 'Mapped File', details: path});
	});
});

describe('.NET', () => {
	const library = {
		base: 0x3_0000,
		type: 'image',
		path: '\\Device\\HarddiskVolume1\\dotnet\\CoreCLR.dll',
		runs: [{size: pageSize, protect: 2}],
	} as const;
	const range = {
		base: 0x100_0000_0000,
		type: 'private',
		runs: [{size: 4 * 2 ** 20, protect: 4}, {size: 2 ** 38}],
	} as const;
	const segment = {base: 0x6_0000, type: 'private', runs: [{size: 0x8000, protect: 4}, {size: 0x8000}]} as const;
	const code = {base: 0x8_0000, type: 'mapped', runs: [{size: 0x1_0000, protect: 0x20}]} as const;
	const stub = {base: 0x9_0000, type: 'private', runs: [{size: 0x1_0000, protect: 0x40}]} as const;
	const header = [segment.base + 0x3000, segment.base + 0x8000, segment.base + 0x1_0000, segment.base + 0x3000];
	const memory = new Map([
		[
			segment.base,
			layOut(40, [...header.map((value, index) => [index * 8, value, 8] as const), [32, segment.base + 0x1000, 8]]),
		],
	]);

	it('is recognised by what its collector and its compiler leave, and that is inferred', () => {
		const {regions} = sampleFake({pid: 400, allocations: [library, segment, code, stub, range], memory});
		expect(regions.map(({type, kind, details, isInferred}) => [type, kind, details, isInferred])).toEqual([
			['Image', 'image', 'C:\\dotnet\\CoreCLR.dll', false],
			['Managed Heap', '.NET GC', 'CoreCLR.dll', true],
			['Managed Heap', '.NET code', 'CoreCLR.dll', true],
			['Private Data', 'private data', '', false],
			['Managed Heap', '.NET GC', 'CoreCLR.dll', true],
		]);
	});

	it('is not seen in a process without its runtime', () => {
		const {regions} = sampleFake({pid: 400, allocations: [segment, code, stub, range], memory});
		expect(regions.map(({type}) => type)).toEqual(['Private Data', 'Shareable', 'Private Data', 'Private Data']);
	});

	it('has no segment where the pointers of a header do not fit each other', () => {
		const broken = new Map([
			[
				segment.base,
				layOut(40, [...header.map((value, index) => [index * 8, value, 8] as const), [32, segment.base + 0x9000, 8]]),
			],
		]);
		const {regions} = sampleFake({pid: 400, allocations: [library, segment], memory: broken});
		expect(regions[1]).toMatchObject({type: 'Private Data'});
	});
});
