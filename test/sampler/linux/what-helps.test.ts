import {expect, test} from 'vitest';
import type {Rights} from '../../../source/sampler/linux/rights.ts';
import {
	sayWhatHelpsEmptying,
	sayWhatHelpsReading,
	sayWhatHelpsTracing,
} from '../../../source/sampler/linux/what-helps.ts';

const own: Rights = {asker: 1000, owner: 1000, ownerName: 'ann', ptraceScope: undefined};
const other: Rights = {...own, owner: 33, ownerName: 'www-data'};
const root: Rights = {...other, asker: 0};

test('what helps to read a memory map', () => {
	expect([own, other, root].map(sayWhatHelpsReading)).toEqual([
		'run vmmap-tui as root, or give it CAP_SYS_PTRACE or, since Linux 6.15, CAP_PERFMON',
		'run vmmap-tui as www-data or root, or give it CAP_SYS_PTRACE or, since Linux 6.15, CAP_PERFMON',
		'give vmmap-tui CAP_SYS_PTRACE or, since Linux 6.15, CAP_PERFMON',
	]);
});

test('what helps to trace a process', () => {
	expect([own, other, root].map(sayWhatHelpsTracing)).toEqual([
		'run vmmap-tui as root, or give it CAP_SYS_PTRACE',
		'run vmmap-tui as www-data or root, or give it CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH',
		'give vmmap-tui CAP_SYS_PTRACE, or a container or sandbox that does not forbid it',
	]);
});

test('what Yama forbids is said where it forbids it', () => {
	const sayAt = (rights: Rights, ptraceScope: number): string => sayWhatHelpsTracing({...rights, ptraceScope});
	expect(sayAt(own, 0)).toBe('run vmmap-tui as root, or give it CAP_SYS_PTRACE');
	for (const scope of [1, 2]) {
		expect(sayAt(own, scope)).toMatch(/ CAP_SYS_PTRACE, or set kernel\.yama\.ptrace_scope to 0$/);
		expect(sayAt(other, scope)).toMatch(/ CAP_DAC_READ_SEARCH$/);
	}

	for (const rights of [own, other, root]) {
		expect(sayAt(rights, 3)).toMatch(/^kernel\.yama\.ptrace_scope is 3, so nobody may trace/);
	}
});

test('what helps to empty a working set', () => {
	expect([own, other, root].map(sayWhatHelpsEmptying)).toEqual([
		'run vmmap-tui as root, or give it CAP_SYS_NICE',
		'run vmmap-tui as root, or give it CAP_SYS_NICE and CAP_SYS_PTRACE',
		'give vmmap-tui CAP_SYS_NICE and CAP_SYS_PTRACE',
	]);
});
