import {readdirSync, readFileSync} from 'node:fs';

/** A process and all that descend from it. */
export function processesBelow(pid: number): readonly number[] {
	const children = new Map<number, number[]>();
	for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
		const parent = readParent(Number(entry));
		if (parent !== undefined) {
			children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
		}
	}

	const found = [pid];
	for (const known of found) {
		found.push(...(children.get(known) ?? []));
	}

	return found;
}

/** The arguments of a process, joined by blanks; empty where it has gone. */
export function readCommand(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
	} catch {
		return '';
	}
}

/** PPid of /proc/PID/status; undefined where the process has ended meanwhile. */
function readParent(pid: number): number | undefined {
	try {
		const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
		return parent === undefined ? undefined : Number(parent);
	} catch {
		return;
	}
}
