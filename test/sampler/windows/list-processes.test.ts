import {describe, expect, it} from 'vitest';
import {createWindowsSampler} from '../../../source/sampler/windows/windows-sampler.ts';
import {createFakeWindows} from './fake-windows.ts';

describe('the list of processes', () => {
	it('has every process with what Windows tells of it, and closes what it opened', () => {
		const {api, state} = createFakeWindows({pid: 400, name: 'server.exe', commandLine: 'server.exe', allocations: []});
		const sampler = createWindowsSampler(api);
		expect(sampler.listProcesses()).toEqual([
			{pid: 0, name: '[System Process]', isKernelThread: true},
			{pid: 4, name: 'System', isKernelThread: true},
			{
				pid: 400,
				name: 'server.exe',
				command: 'server.exe',
				user: 'Ada Lovelace',
				architecture: 'x64',
				privateBytes: 5 * 2 ** 20,
				residentBytes: 8 * 2 ** 20,
				isKernelThread: false,
			},
		]);
		expect(state.openHandles.size).toBe(0);
	});

	it('has the name alone of a process that cannot be opened', () => {
		const {api} = createFakeWindows({pid: 400, name: 'protected.exe', allocations: [], refusedRights: [0x1000]});
		expect(createWindowsSampler(api).listProcesses().at(-1)).toEqual({
			pid: 400,
			name: 'protected.exe',
			isKernelThread: false,
		});
	});

	it('asks for the name of a user once', () => {
		const {api, state} = createFakeWindows({pid: 400, allocations: []});
		const sampler = createWindowsSampler(api);
		sampler.listProcesses();
		sampler.listProcesses();
		expect(state.calls.filter(call => call.startsWith('LookupAccountSidW'))).toHaveLength(1);
	});

	it('is empty where Windows gives none', () => {
		const {api} = createFakeWindows({pid: 400, allocations: []});
		const refusing = {...api, CreateToolhelp32Snapshot: () => 0xffff_ffff_ffff_ffffn};
		expect(createWindowsSampler(refusing).listProcesses()).toEqual([]);
	});
});
