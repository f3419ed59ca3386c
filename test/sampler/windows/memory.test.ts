import {describe, expect, it} from 'vitest';
import type {Finding} from '../../../source/model/inspection.ts';
import {readRange} from '../../../source/sampler/inspection/read-range.ts';
import {searchStrings} from '../../../source/sampler/inspection/search-strings.ts';
import {openMemory} from '../../../source/sampler/windows/memory/open-memory.ts';
import type {OptionalFunctions} from '../../../source/sampler/windows/windows-api.ts';
import {createFakeWindows, type FakeProcess} from './fake-windows.ts';
import {invalidPage, validPage} from './layouts.ts';

const own = 12;
const page = 4096;
const base = 0x10_0000;
const library = 0x40_0000;

/** Valid, in the page file, in memory but not in the working set, nowhere; a guard; no access; reserved. */
const flags = [validPage(), invalidPage(2), invalidPage(1), invalidPage(0)];

const process: FakeProcess = {
	pid: 400,
	pageFlags: address => flags[(address - base) / page] ?? validPage(),
	allocations: [
		{
			base,
			type: 'private',
			runs: [{size: 4 * page, protect: 4}, {size: page, protect: 0x104}, {size: page, protect: 1}, {size: 10 * page}],
		},
		{
			base: library,
			type: 'image',
			path: '\\Device\\HarddiskVolume1\\Windows\\library.dll',
			runs: [
				{size: page, protect: 0x20},
				{size: page, protect: 0x8},
			],
		},
	],
	memory: new Map([
		[base + 16, Buffer.from('first page')],
		[library, Buffer.from('code')],
	]),
};

const open = (changes: Partial<FakeProcess> = {}, without: readonly (keyof OptionalFunctions)[] = []) => {
	const {api, state} = createFakeWindows({...process, ...changes}, without);
	return {memory: openMemory(api, 400, own), state};
};

const whole = {start: base, end: library + 2 * page};

describe('the pages of a process', () => {
	it('are in the working set, in the page file or guards; what is reserved or nowhere is none of them', () => {
		expect(open().memory.findPages(whole)).toEqual([
			{start: base, end: base + page, state: 'in memory'},
			{start: base + page, end: base + 2 * page, state: 'swapped out'},
			{start: base + 4 * page, end: base + 5 * page, state: 'a guard'},
			{start: base + 5 * page, end: base + 6 * page, state: 'in memory'},
			{start: library, end: library + 2 * page, state: 'in memory'},
		]);
	});

	it('are found within a range only, and no more of them than are asked for', () => {
		const {memory} = open();
		expect(memory.findPages({start: base + 3 * page, end: base + 5 * page})).toEqual([
			{start: base + 4 * page, end: base + 5 * page, state: 'a guard'},
		]);
		expect(memory.findPages(whole, 2)).toHaveLength(2);
		expect(memory.findPages({start: 0x50_0000, end: 0x60_0000})).toEqual([]);
	});

	it('are found without reading one', () => {
		const {memory, state} = open();
		memory.findPages(whole);
		expect(state.calls.filter(call => call.startsWith('ReadProcessMemory'))).toEqual([]);
	});

	it('are asked about a few at first and many later', () => {
		const count = 100_000;
		const {memory, state} = open({
			pageFlags: () => validPage(),
			allocations: [{base, type: 'private', runs: [{size: count * page, protect: 4}]}],
		});
		const end = base + count * page;
		expect(memory.findPages({start: base, end})).toEqual([{start: base, end, state: 'in memory'}]);
		const asked = state.calls.flatMap(
			call => /^K32QueryWorkingSetEx (?<bytes>\d+)/.exec(call)?.groups?.['bytes'] ?? [],
		);
		expect(asked.slice(0, 2)).toEqual([String(512 * 16), String(1024 * 16)]);
		expect(asked.reduce((sum, bytes) => sum + Number(bytes) / 16, 0)).toBe(count);
		expect(Math.max(...asked.map(Number))).toBeLessThanOrEqual(65_536 * 16);
	});

	it.each([
		['refuses to tell', {pageFlags: undefined}, []],
		['has no such function', {}, ['K32QueryWorkingSetEx']],
	] as const)('are perhaps in memory where Windows %s', (_, changes, without) => {
		const {pageFlags: __, ...rest} = process;
		const {api} = createFakeWindows('pageFlags' in changes ? rest : process, without);
		expect(openMemory(api, 400, own).findPages({start: base, end: base + 5 * page})).toEqual([
			{start: base, end: base + 4 * page, state: 'perhaps in memory'},
			{start: base + 4 * page, end: base + 5 * page, state: 'a guard'},
		]);
	});
});

describe('reading the memory of a process', () => {
	it('ends at the first page that cannot be read', () => {
		const {memory} = open();
		const bytes = new Uint8Array(8 * page);
		expect(memory.read(base, bytes)).toBe(4 * page);
		expect(Buffer.from(bytes.subarray(16, 26)).toString()).toBe('first page');
		expect(memory.read(base + 5 * page, bytes)).toBe(0);
		expect(memory.read(base + page - 100, bytes.subarray(0, 200))).toBe(200);
	});

	it('shows pages in the working set, and what the others are', () => {
		const result = readRange(open().memory, {start: base, end: base + 8 * page}, library + 2 * page);
		expect(result).toMatchObject({kind: 'bytes', start: base, next: library});
		const [inMemory, swapped, nowhere, , guard, unreadable, reserved] = 'pages' in result ? result.pages : [];
		expect([inMemory, swapped, nowhere, guard, unreadable, reserved]).toEqual([1, 2, 0, 3, 4, 0]);
	});

	it('finds strings in the working set, and says whether it knows what that is', async () => {
		const search = async (changes: Partial<FakeProcess>, without: readonly (keyof OptionalFunctions)[]) => {
			const texts: string[] = [];
			let last: Finding | undefined;
			const asked = {kind: 'search', search: 1, ranges: [whole], minimum: 4, text: ''} as const;
			for await (const finding of searchStrings(open(changes, without).memory, asked, () => false)) {
				last = finding.kind === 'refusal' ? undefined : finding;
				texts.push(...(finding.kind === 'strings' ? finding.batch.texts : []));
			}

			return {texts, last};
		};

		const known = await search({}, []);
		expect(known.texts).toEqual(['first page', 'code']);
		expect(known.last).toMatchObject({end: 'complete', total: 4 * page, isPresenceKnown: true});
		const unknown = await search({}, ['K32QueryWorkingSetEx']);
		expect(unknown.texts).toEqual(['first page', 'code']);
		expect(unknown.last).toMatchObject({end: 'complete', total: 7 * page, isPresenceKnown: false});
	});

	it('is refused in one sentence: no such process, no right to read, ended since', () => {
		const refusal = (sentence: RegExp) => ({kind: 'refusal', sentence: expect.stringMatching(sentence)});
		const {api} = createFakeWindows(process);
		expect(openMemory(api, 500, own).findPages(whole)).toEqual(refusal(/^There is no process 500\.$/));
		const protectedOne = open({refusedRights: [0x410]});
		expect(protectedOne.memory.read(base, new Uint8Array(1))).toEqual(refusal(/Administrator/));
		expect(protectedOne.state.openHandles.size).toBe(0);
		const {memory, state} = open({refusedRights: [-1]});
		expect(memory.listMappings()).toEqual(refusal(/Administrator/));
		state.exitCode = 0;
		expect(memory.findPages(whole)).toEqual(refusal(/^Process 400 has ended/));
		expect(memory.read(0, new Uint8Array(1))).toEqual(refusal(/^Process 400 has ended/));
	});

	it('holds one handle, until it is closed', () => {
		const {memory, state} = open();
		expect(state.openHandles.size).toBe(1);
		memory.close();
		expect(state.openHandles.size).toBe(0);
	});
});

it('lists what a process maps, with paths, and says what is its own when it is written to', () => {
	expect(open().memory.listMappings()).toEqual([
		{start: base, end: base + 4 * page, isWritable: true, isPrivate: true, path: ''},
		{start: base + 4 * page, end: base + 5 * page, isWritable: true, isPrivate: true, path: ''},
		{start: base + 5 * page, end: base + 6 * page, isWritable: false, isPrivate: true, path: ''},
		{start: base + 6 * page, end: base + 16 * page, isWritable: false, isPrivate: true, path: ''},
		{start: library, end: library + page, isWritable: false, isPrivate: false, path: 'C:\\Windows\\library.dll'},
		{
			start: library + page,
			end: library + 2 * page,
			isWritable: true,
			isPrivate: true,
			path: 'C:\\Windows\\library.dll',
		},
	]);
});
