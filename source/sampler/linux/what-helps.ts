import type {Rights} from './rights.ts';

/**
 * What lets somebody read a memory map: ptrace(2), "Ptrace access mode checking", PTRACE_MODE_READ_FSCREDS. Yama's
 * ptrace_scope restricts attaching only.
 */
export function sayWhatHelpsReading(rights: Rights): string {
	return `${sayWhoMay(rights)} CAP_SYS_PTRACE or, since Linux 6.15, CAP_PERFMON`;
}

/**
 * What lets somebody trace a process, which its stack pointers and its memory take: PTRACE_MODE_ATTACH_REALCREDS, ptrace(2).
 * The files of /proc that tell them may only be opened by the user of the process, which CAP_DAC_READ_SEARCH overrides.
 * What Yama's ptrace_scope forbids: Documentation/admin-guide/LSM/Yama.rst.
 */
export function sayWhatHelpsTracing(rights: Rights): string {
	const {asker, owner, ptraceScope = 0} = rights;
	if (ptraceScope >= nobodyMayTrace) {
		return 'kernel.yama.ptrace_scope is 3, so nobody may trace until this machine starts again with a lower one';
	}

	if (asker === 0) {
		return 'give vmmap-tui CAP_SYS_PTRACE, or a container or sandbox that does not forbid it';
	}

	const isOwn = asker === owner;
	const capabilities = isOwn ? 'CAP_SYS_PTRACE' : 'CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH';
	const scope = isOwn && ptraceScope > 0 ? ', or set kernel.yama.ptrace_scope to 0' : '';
	return `${sayWhoMay(rights)} ${capabilities}${scope}`;
}

const nobodyMayTrace = 3;

/** What lets somebody empty a working set: process_madvise(2), PTRACE_MODE_READ, and since Linux 5.12 CAP_SYS_NICE. */
export function sayWhatHelpsEmptying({asker, owner}: Rights): string {
	const capabilities = asker === owner ? 'CAP_SYS_NICE' : 'CAP_SYS_NICE and CAP_SYS_PTRACE';
	return asker === 0 ? `give vmmap-tui ${capabilities}` : `run vmmap-tui as root, or give it ${capabilities}`;
}

function sayWhoMay({asker, owner, ownerName}: Rights): string {
	const isOther = asker !== owner && ownerName !== undefined && ownerName !== 'root';
	return asker === 0 ? 'give vmmap-tui' : `run vmmap-tui as ${isOther ? `${ownerName} or ` : ''}root, or give it`;
}
