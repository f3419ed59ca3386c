import {parseCommandLine} from './command-line.ts';
import {decodeText} from './decode-text.ts';
import {readFile} from './read-file.ts';
import {type ProcessStat, parseBootTime, parseStat} from './stat.ts';
import {type ProcessStatus, parseStatus} from './status.ts';

/** Reads `stat` in a folder of /proc; undefined where it cannot be read or is not understood. */
export function readStat(folder: string): ProcessStat | undefined {
	return parseFile(`${folder}/stat`, parseStat);
}

/** Reads `status` in a folder of /proc; undefined where it cannot be read. */
export function readStatus(folder: string): ProcessStatus | undefined {
	return parseFile(`${folder}/status`, parseStatus);
}

/** Reads `cmdline` in a folder of /proc; undefined where it cannot be read or is empty. */
export function readCommandLine(folder: string): string | undefined {
	return parseFile(`${folder}/cmdline`, parseCommandLine);
}

/** Reads `comm` in a folder of /proc, a name that a newline ends. It may hold others. */
export function readName(folder: string): string | undefined {
	return parseFile(`${folder}/comm`, bytes => decodeText(bytes).replace(/\n$/v, ''));
}

/** Reads when the system started, in milliseconds since 1970, where /proc is `procRoot`. */
export function readBootTime(procRoot: string): number | undefined {
	return parseFile(`${procRoot}/stat`, parseBootTime);
}

/** Reads the lowest address that may be mapped, vm.mmap_min_addr; undefined where it cannot be read. */
export function readMinimumAddress(procRoot: string): number | undefined {
	return parseFile(`${procRoot}/sys/vm/mmap_min_addr`, parseNumber);
}

/** Reads how many mappings a process may have, vm.max_map_count; undefined where it cannot be read. */
export function readMappingLimit(procRoot: string): number | undefined {
	return parseFile(`${procRoot}/sys/vm/max_map_count`, parseNumber);
}

/** Reads who may trace whom, kernel.yama.ptrace_scope; undefined where the kernel has no Yama. */
export function readPtraceScope(procRoot: string): number | undefined {
	return parseFile(`${procRoot}/sys/kernel/yama/ptrace_scope`, parseNumber);
}

function parseNumber(bytes: Uint8Array<ArrayBuffer>): number | undefined {
	const text = decodeText(bytes).trim();
	return /^\d+$/v.test(text) ? Number(text) : undefined;
}

function parseFile<Parsed>(
	path: string,
	parse: (bytes: Uint8Array<ArrayBuffer>) => Parsed | undefined,
): Parsed | undefined {
	const file = readFile(path);
	return file.kind === 'read' ? parse(file.bytes) : undefined;
}
