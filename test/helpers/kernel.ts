import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** Bytes, by the kernel's name for them. */
export type Counters = ReadonlyMap<string, number>;

/** Reads /proc/PID/smaps_rollup: the kernel's own sums over all VMAs. */
export function readRollup(pid: number): Counters {
	return readCounters(`/proc/${pid}/smaps_rollup`);
}

/** Reads the sizes in /proc/PID/status: VmSize, VmRSS, VmPTE... */
export function readStatus(pid: number): Counters {
	return readCounters(`/proc/${pid}/status`);
}

/** Lines such as `VmSize:	    2924 kB`; all others are left out. */
function readCounters(file: string): Counters {
	const lines = readFileSync(file, 'utf8').matchAll(/^(\w+):\s+(\d+) kB$/gm);
	return new Map(Array.from(lines, ([, name = '', kilobytes]) => [name, Number(kilobytes) * 1024]));
}

/** A line of `pmap -XX`: one VMA. */
export type PmapRow = {
	/** Hex digits, as pmap prints them. */
	readonly address: string;
	readonly permissions: string;
	/** Bytes, by the name of the column: Size, Rss, Pss, Swap... */
	readonly sizes: Counters;
	readonly vmFlags: string;
};

/**
 * Reads what pmap says of each VMA. The kernel decides which columns there are:
 *
 *          Address Perm   Offset Device  Inode Size KernelPageSize ... THPeligible              VmFlags Mapping
 *     55ae4b02b000 r--p 00000000  fe:00 260875    8              4 ...           0          rd mr mw me sleep
 */
export function readPmap(pid: number): readonly PmapRow[] {
	const [, header = '', ...lines] = execFileSync('pmap', ['-XX', String(pid)], {
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	}).split('\n');
	const names = header.trim().split(/\s+/);
	const first = names.indexOf('Size');
	const flags = names.indexOf('VmFlags');
	return lines
		.filter(line => /^\s*[\da-f]+ [-r][-w][-x][ps] /.test(line))
		.map(line => {
			const cells = line.trim().split(/\s+/);
			return {
				address: cells[0] ?? '',
				permissions: cells[1] ?? '',
				sizes: new Map(names.slice(first, flags).map((name, index) => [name, Number(cells[first + index]) * 1024])),
				vmFlags: (line.match(/(?:(?<= )[a-z]{2} )+/) ?? [''])[0].trim(),
			};
		});
}
