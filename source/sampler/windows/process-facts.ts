import type {Architecture, ProcessFacts} from '../../model/snapshot.ts';
import type {PeFacts} from '../../model/windows/pe-facts.ts';
import type {EnvironmentBlock} from './read-environment.ts';
import {readMemory, viewMemory} from './read-memory.ts';
import {readPointer, readText, viewOf} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** IMAGE_FILE_HEADER.Machine (winnt.h). */
const architectures: ReadonlyMap<number, Architecture> = new Map([
	[0x14c, 'x86'],
	[0x1c0, 'arm'],
	[0x1c4, 'arm'],
	[0x8664, 'x64'],
	[0xaa64, 'arm64'],
]);

/** The architecture that the header of a program names. */
export function architectureOf({machine}: PeFacts): Architecture | undefined {
	return architectures.get(machine);
}

/**
 * The architecture of a process as the kernel knows it: what WOW64 emulates, else that of the machine. (A program for
 * x64 on an ARM64 machine is no WOW64 process: only the header of its image tells that it is for x64.)
 */
export function readArchitecture(api: WindowsApi, process: Handle): Architecture | undefined {
	const emulated = new Uint8Array(2);
	const native = new Uint8Array(2);
	if (!api.IsWow64Process2?.(process, emulated, native)) {
		return undefined;
	}

	const machine = viewOf(emulated).getUint16(0, true) || viewOf(native).getUint16(0, true);
	return architectures.get(machine);
}

/** The path of the program of a process. */
export function readExecutable(api: WindowsApi, process: Handle): string | undefined {
	const characters = 32_767;
	const buffer = new Uint8Array(characters * 2);
	const length = new Uint8Array(4);
	viewOf(length).setUint32(0, characters, true);
	return api.QueryFullProcessImageNameW?.(process, 0, buffer, length)
		? readText(buffer, 0, viewOf(length).getUint32(0, true))
		: undefined;
}

/** When a process was started, in milliseconds since 1970. */
export function readStartTime(api: WindowsApi, process: Handle): number | undefined {
	const [creation, exit, kernel, user] = Array.from({length: 4}, () => new Uint8Array(8));
	if (!creation || !exit || !kernel || !user || !api.GetProcessTimes?.(process, creation, exit, kernel, user)) {
		return undefined;
	}

	// FILETIME: hundreds of nanoseconds since 1601.
	const ticks = viewOf(creation).getBigUint64(0, true);
	return Number(ticks / 10_000n) - 11_644_473_600_000;
}

/** ProcessCommandLineInformation (Windows 8.1 and later): a UNICODE_STRING with its text behind it. */
const commandLineClass = 60;

/**
 * The command line of a process: what Windows says of it, or what its own memory says.
 * UNICODE_STRING (ntdef.h), 64-bit: 0 USHORT Length in bytes, 8 PWSTR Buffer.
 */
export function readCommandLine(
	api: WindowsApi,
	process: Handle,
	environment: readonly EnvironmentBlock[],
): string | undefined {
	const buffer = new Uint8Array(16 + 0x1_0000);
	const status = api.NtQueryInformationProcess?.(process, commandLineClass, buffer, buffer.length, null);
	if (status === 0) {
		return readText(buffer, 16, viewOf(buffer).getUint16(0, true) / 2);
	}

	const parameters = environment.find(({pointerSize}) => pointerSize === 8)?.fields?.processParameters ?? 0;
	return parameters === 0 ? undefined : readCommandLineFromMemory(api, process, parameters);
}

/** RTL_USER_PROCESS_PARAMETERS (winternl.h), 64-bit: 112 UNICODE_STRING CommandLine. */
function readCommandLineFromMemory(api: WindowsApi, process: Handle, parameters: number): string | undefined {
	const view = viewMemory(api, process, parameters + 112, 16);
	if (!view) {
		return undefined;
	}

	const characters = view.getUint16(0, true) / 2;
	const text = readMemory(api, process, readPointer(view, 8), characters * 2);
	return text && readText(text, 0, characters);
}

/** The last part of a path. */
export function fileName(path: string): string {
	return path.slice(path.lastIndexOf('\\') + 1);
}

/** Leaves out what is undefined. */
export function knownFacts<Facts extends Partial<ProcessFacts>>(
	facts: {
		readonly [name in keyof Facts]: Facts[name] | undefined;
	},
): Partial<Facts> {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;
}
