import {describe, expect, it} from 'vitest';
import {emptyWorkingSet} from '../../../source/sampler/windows/empty-working-set.ts';
import {openProcess} from '../../../source/sampler/windows/open-process.ts';
import {createUserReader} from '../../../source/sampler/windows/read-user.ts';
import type {OptionalFunctions} from '../../../source/sampler/windows/windows-api.ts';
import {createWindowsTarget} from '../../../source/sampler/windows/windows-target.ts';
import {createFakeWindows, type FakeProcess} from './fake-windows.ts';
import {layOut, layOutPe, layOutPeb, layOutPointers, validPage} from './layouts.ts';
import {sampleFake} from './sample-fake.ts';

const own = 12;
const peb = 0x1_0000;

const process: FakeProcess = {
	pid: 400,
	name: 'server.exe',
	commandLine: '"C:\\Program Files\\server.exe" --port 80',
	environmentBlock: peb,
	modules: [0x20_0000],
	pageFlags: () => validPage(),
	threads: [{id: 404, environmentBlock: peb + 0x1000}],
	allocations: [
		{base: peb, type: 'private', runs: [{size: 0x1_0000, protect: 4}]},
		{base: 0x10_0000, type: 'private', runs: [{size: 0x1_0000, protect: 4}]},
		{base: 0x20_0000, type: 'image', path: '\\??\\C:\\server.exe', runs: [{size: 0x1000, protect: 2}]},
	],
	memory: new Map([
		[peb, layOutPeb({imageBase: 0x20_0000})],
		[peb + 0x1000, layOutPointers(8, 0, 0x11_0000, 0)],
		[0x20_0000, layOutPe({characteristics: 0x22})],
	]),
};

describe('opening a process', () => {
	it('asks for the rights to query and to read, and for no more', () => {
		const {api, state} = createFakeWindows(process);
		expect(openProcess(api, 400, own)).toMatchObject({kind: 'open', canRead: true});
		expect(state.calls).toEqual(['OpenProcess 410']);
	});

	it('needs no rights for itself', () => {
		const {api, state} = createFakeWindows(process);
		expect(openProcess(api, own, own)).toMatchObject({kind: 'open', handle: 0xffff_ffff_ffff_ffffn});
		expect(state.calls).toEqual([]);
	});

	it('uses the debug privilege where the user holds it, and only where Windows refuses without', () => {
		const {api, state} = createFakeWindows({...process, refusedRights: [0x410]});
		state.holdsDebugPrivilege = true;
		expect(openProcess(api, 400, own)).toMatchObject({kind: 'open', canRead: true});
		expect(state.calls).toEqual(['OpenProcess 410', 'OpenProcess 410']);
		expect(state.openHandles.size).toBe(1);
	});

	it('takes fewer rights where Windows gives no more', () => {
		const {api, state} = createFakeWindows({...process, refusedRights: [0x410]});
		expect(openProcess(api, 400, own)).toMatchObject({kind: 'open', canRead: false});
		expect(state.calls).toEqual(['OpenProcess 410', 'OpenProcess 1000']);
	});

	it('says what would help where Windows gives none', () => {
		const {api} = createFakeWindows({...process, refusedRights: [0x410, 0x1000]});
		expect(openProcess(api, 400, own)).toEqual({
			kind: 'failed',
			reason: 'not permitted',
			sentence: expect.stringMatching(/process 400.*Administrator/),
		});
	});

	it('finds no process where there is none, and none for a pid that Windows would round', () => {
		const {api, state} = createFakeWindows(process);
		expect(openProcess(api, 800, own)).toMatchObject({reason: 'no such process'});
		expect(openProcess(api, 401, own)).toMatchObject({reason: 'no such process'});
		expect(state.calls).toEqual([]);
		expect(state.openHandles.size).toBe(0);
	});

	it('does not ask for Windows itself', () => {
		const {api} = createFakeWindows(process);
		expect(openProcess(api, 0, own)).toMatchObject({reason: 'kernel thread'});
		expect(openProcess(api, 4, own)).toMatchObject({reason: 'kernel thread'});
	});
});

describe('a process of which Windows shows little', () => {
	it('has a map and a notice that says what is missing', () => {
		const {snapshot, regions} = sampleFake({...process, refusedRights: [0x410]}, ['ReadProcessMemory']);
		expect(regions.map(({type}) => type)).toEqual(['Private Data', 'Private Data', 'Image']);
		expect(snapshot.notices[0]).toMatch(/read the memory.*Administrator/);
	});

	it('has no map where Windows refuses even that', () => {
		expect(() => sampleFake({...process, refusedRights: [0x410, -1]})).toThrow(
			/refuses to show the memory of process 400/,
		);
	});

	const optional: readonly (keyof OptionalFunctions)[] = [
		'ReadProcessMemory',
		'GetExitCodeProcess',
		'GetProcessTimes',
		'QueryFullProcessImageNameW',
		'IsWow64Process2',
		'GetLogicalDrives',
		'QueryDosDeviceW',
		'Thread32First',
		'Thread32Next',
		'OpenThread',
		'K32QueryWorkingSetEx',
		'K32GetMappedFileNameW',
		'K32EnumProcessModulesEx',
		'K32GetProcessMemoryInfo',
		'NtQueryInformationProcess',
		'NtQueryInformationThread',
		'OpenProcessToken',
		'GetTokenInformation',
		'LookupAccountSidW',
		'LookupPrivilegeValueW',
		'AdjustTokenPrivileges',
	];

	it.each(optional)('is sampled on a Windows without %s', name => {
		const {snapshot, regions} = sampleFake(process, [name]);
		expect(regions.map(({start}) => start)).toEqual([peb, 0x10_0000, 0x20_0000]);
		expect(snapshot.process.pid).toBe(400);
	});

	it('is sampled on a Windows that has nothing but the map', () => {
		const {snapshot, regions} = sampleFake(process, optional);
		expect(regions).toMatchObject([
			{committed: 0x1_0000, private: 0x1_0000},
			{},
			{type: 'Image', kind: 'image', details: ''},
		]);
		expect(snapshot.process).toEqual({pid: 400, name: 'server.exe', parentPid: 4, addressDigits: 8});
		expect(snapshot.notices).toHaveLength(3);
		expect(snapshot.counters).toEqual({});
	});
});

describe('a sample', () => {
	it('says what process it is of', () => {
		const {snapshot} = sampleFake(process);
		expect(snapshot.process).toEqual({
			pid: 400,
			name: 'server.exe',
			command: '"C:\\Program Files\\server.exe" --port 80',
			executable: 'C:\\Program Files\\server.exe',
			architecture: 'x64',
			addressDigits: 8,
			user: 'Ada Lovelace',
			parentPid: 4,
			threads: 1,
			startTime: Date.UTC(2026, 10, 22, 20, 31, 5, 120),
		});
		expect(snapshot.counters).toEqual({
			PeakWorkingSetSize: 16 * 2 ** 20,
			WorkingSetSize: 8 * 2 ** 20,
			QuotaPagedPoolUsage: 0,
			QuotaNonPagedPoolUsage: 0,
			PagefileUsage: 5 * 2 ** 20,
			PeakPagefileUsage: 0,
			PrivateUsage: 5 * 2 ** 20,
			PrivateWorkingSetSize: 3 * 2 ** 20,
		});
		expect(snapshot).toMatchObject({platform: 'windows', pageSize: 4096, notices: []});
	});

	it('reads the command line from the memory of the process where Windows does not tell it', () => {
		const text = 'server.exe --old';
		const {commandLine: _commandLine, ...silent} = process;
		const parameters = peb + 0x2000;
		const {snapshot} = sampleFake({
			...silent,
			memory: new Map<number, Uint8Array>([
				[peb, layOutPeb({imageBase: 0x20_0000, processParameters: parameters})],
				[
					parameters,
					layOut(0x80, [
						[0x70, text.length * 2, 2],
						[0x78, parameters + 0x100, 8],
					]),
				],
				[parameters + 0x100, Buffer.from(text, 'utf16le')],
			]),
		});
		expect(snapshot.process.command).toBe(text);
	});

	it('writes a user without a name as a number', () => {
		const sid = [1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0xe9, 3, 0, 0];
		const {snapshot} = sampleFake({...process, sid}, ['LookupAccountSidW']);
		expect(snapshot.process.user).toBe('S-1-5-21-1-2-3-1001');
	});

	it('is taken again while the process changes its memory, three times at most', () => {
		const {api, state} = createFakeWindows(process);
		const target = createWindowsTarget(api, 400, {kind: 'open', handle: 0x100, canRead: true}, createUserReader(api));
		state.virtualSizes = [1, 2, 2, 2];
		expect(target.sample()).toMatchObject({snapshot: {cost: {attempts: 2, source: 'VirtualQueryEx'}}});
		state.virtualSizes = [1, 2, 3, 4, 5, 6];
		expect(target.sample()).toMatchObject({snapshot: {cost: {attempts: 3}}});
	});

	it('fails with a sentence when the process has ended', () => {
		const {api, state} = createFakeWindows(process);
		const target = createWindowsTarget(api, 400, {kind: 'open', handle: 0x100, canRead: true}, createUserReader(api));
		expect(target.sample().kind).toBe('sampled');
		state.exitCode = 0;
		expect(target.sample()).toEqual({kind: 'failed', reason: 'ended', sentence: 'Process 400 has ended.'});
	});

	it('keeps a handle to each thread while it lives, and none after it is closed', () => {
		const {api, state} = createFakeWindows({
			...process,
			threads: [
				{id: 404, environmentBlock: 0},
				{id: 408, environmentBlock: 0},
			],
		});
		const opened = openProcess(api, 400, own);
		if (opened.kind === 'failed') {
			throw new Error(opened.sentence);
		}

		const target = createWindowsTarget(api, 400, opened, createUserReader(api));
		target.sample();
		target.sample();
		expect(state.openHandles.size).toBe(3);
		state.threads = state.threads.slice(1);
		target.sample();
		expect(state.openHandles.size).toBe(2);
		target.close();
		expect(state.openHandles.size).toBe(0);
	});

	it('reads the headers of an image once, and again when another one is mapped in its place', () => {
		const {api, state} = createFakeWindows(process);
		const target = createWindowsTarget(api, 400, {kind: 'open', handle: 0x100, canRead: true}, createUserReader(api));
		const reads = () => state.calls.filter(call => call === 'ReadProcessMemory 200000').length;
		target.sample();
		target.sample();
		expect(reads()).toBe(1);
		state.allocations = process.allocations.map(allocation => ({
			...allocation,
			...(allocation.path && {path: 'other.dll'}),
		}));
		target.sample();
		expect(reads()).toBe(2);
	});
});

describe('emptying the working set', () => {
	it('says how large it was before and is after', () => {
		const {api, state} = createFakeWindows(process);
		expect(emptyWorkingSet(api, 400, own)).toEqual({kind: 'emptied', before: 8 * 2 ** 20, after: 2 ** 16});
		expect(state.calls).toEqual(['OpenProcess 1100']);
		expect(state.openHandles.size).toBe(0);
	});

	it('says why it cannot', () => {
		const empty = (changes: Partial<FakeProcess>, without: readonly (keyof OptionalFunctions)[] = [], pid = 400) =>
			emptyWorkingSet(createFakeWindows({...process, ...changes}, without).api, pid, own);
		expect(empty({}, [], 800)).toMatchObject({reason: 'no such process'});
		expect(empty({refusedRights: [0x1100]})).toMatchObject({reason: 'not permitted'});
		expect(empty({}, ['K32EmptyWorkingSet'])).toMatchObject({
			reason: 'not permitted',
			sentence: expect.stringContaining('does not empty'),
		});
	});
});
