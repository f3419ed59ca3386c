import {
	memCommit,
	memFree,
	memImage,
	memMapped,
	memPrivate,
	memReserve,
} from '../../../source/model/windows/constants.ts';
import type {Handle, NativeBuffer, OptionalFunctions, WindowsApi} from '../../../source/sampler/windows/windows-api.ts';
import {currentProcess} from '../../../source/sampler/windows/windows-api.ts';

/** An allocation of a made-up process. */
export type FakeAllocation = {
	readonly base: number;
	readonly type: 'private' | 'mapped' | 'image';
	/** As GetMappedFileName gives it. */
	readonly path?: string;
	readonly runs: readonly FakeRun[];
};

/** `protect` is a PAGE_ constant; without one the run is reserved. */
export type FakeRun = {readonly size: number; readonly protect?: number};

export type FakeThread = {readonly id: number; readonly environmentBlock: number; readonly name?: string};

export type FakeProcess = {
	readonly pid: number;
	readonly name?: string;
	readonly allocations: readonly FakeAllocation[];
	/** Bytes at addresses; the rest of what is committed reads as 0. */
	readonly memory?: ReadonlyMap<number, Uint8Array>;
	readonly threads?: readonly FakeThread[];
	/** Flags of PSAPI_WORKING_SET_EX_BLOCK of a page; Windows refuses a call about one that has none. */
	readonly pageFlags?: (address: number) => number | undefined;
	readonly environmentBlock?: number;
	readonly environmentBlock32?: number;
	readonly modules?: readonly number[];
	readonly commandLine?: string;
	readonly sid?: readonly number[];
	/** OpenProcess is refused for these rights, by whoever has no debug privilege. */
	readonly refusedRights?: readonly number[];
};

/** What a test can change while the process is looked at, and see afterwards. */
export type FakeState = {
	allocations: readonly FakeAllocation[];
	virtualSizes: number[];
	exitCode: number;
	holdsDebugPrivilege: boolean;
	hasDebugPrivilege: boolean;
	threads: readonly FakeThread[];
	workingSetSize: number;
	readonly openHandles: Set<Handle>;
	readonly calls: string[];
};

export const fakeUserSpaceEnd = 0x7fff_ffff_0000;

/** Device names of the drives that the machine has. */
const drives: ReadonlyMap<string, string> = new Map([
	['C:', '\\Device\\HarddiskVolume1'],
	['D:', '\\Device\\HarddiskVolume10'],
	['S:', '\\??\\C:\\substituted'],
]);

const types = {private: memPrivate, mapped: memMapped, image: memImage} as const;

/**
 * A Windows with one process, which answers as Microsoft documents: structures are laid out byte by byte. `without`
 * names functions that this Windows does not have.
 */
export function createFakeWindows(
	process: FakeProcess,
	without: readonly (keyof OptionalFunctions)[] = [],
): {readonly api: WindowsApi; readonly state: FakeState} {
	const state: FakeState = {
		allocations: process.allocations,
		virtualSizes: [],
		exitCode: 259,
		holdsDebugPrivilege: false,
		hasDebugPrivilege: false,
		threads: process.threads ?? [],
		workingSetSize: 8 * 2 ** 20,
		openHandles: new Set(),
		calls: [],
	};
	const processHandle = 0x100;
	let nextHandle = 0x200;
	let lastError = 0;
	let listPosition = 0;
	const open = (handle: number): number => {
		state.openHandles.add(handle);
		return handle;
	};

	const refuse = (error: number): 0 => {
		lastError = error;
		return 0;
	};

	const isProcess = (handle: Handle): boolean => handle === processHandle || handle === currentProcess;
	const threadsByHandle = new Map<Handle, FakeThread>();
	const writeProcess = (entry: NativeBuffer): number => {
		const names = [
			{pid: 0, name: '[System Process]'},
			{pid: 4, name: 'System'},
			{pid: process.pid, name: process.name ?? 'program.exe'},
		];
		const found = names[listPosition++];
		if (!found) {
			return refuse(18);
		}

		const view = viewOf(entry);
		view.setUint32(8, found.pid, true);
		view.setUint32(28, state.threads.length, true);
		view.setUint32(32, 4, true);
		writeText(entry, 44, `${found.name}\0`);
		return 1;
	};

	const writeThread = (entry: NativeBuffer): number => {
		const strangers = [{id: 8, pid: 4}];
		const own = state.threads.map(({id}) => ({id, pid: process.pid}));
		const found = [...strangers, ...own][listPosition++];
		if (!found) {
			return refuse(18);
		}

		viewOf(entry).setUint32(8, found.id, true);
		viewOf(entry).setUint32(12, found.pid, true);
		return 1;
	};

	const all: WindowsApi = {
		GetLastError: () => lastError,
		GetSystemInfo: info => writePointer(info, 16, fakeUserSpaceEnd - 1),
		OpenProcess(access, _inherit, pid) {
			state.calls.push(`OpenProcess ${access.toString(16)}`);
			// Windows ignores the two lowest bits.
			if (Math.floor(pid / 4) !== Math.floor(process.pid / 4) || state.exitCode !== 259) {
				return refuse(87);
			}

			return process.refusedRights?.includes(access) && !state.hasDebugPrivilege ? refuse(5) : open(processHandle);
		},
		CloseHandle(handle) {
			state.openHandles.delete(handle);
			return 1;
		},
		VirtualQueryEx(handle, address, buffer) {
			if (!isProcess(handle) || address >= fakeUserSpaceEnd || process.refusedRights?.includes(-1)) {
				return refuse(87);
			}

			const run = findRun(state.allocations, address);
			writePointer(buffer, 0, run.start);
			writePointer(buffer, 8, run.base);
			viewOf(buffer).setUint32(16, 4, true);
			writePointer(buffer, 24, run.end - run.start);
			viewOf(buffer).setUint32(32, run.state, true);
			viewOf(buffer).setUint32(36, run.protect, true);
			viewOf(buffer).setUint32(40, run.type, true);
			return 48;
		},
		CreateToolhelp32Snapshot() {
			listPosition = 0;
			return open(nextHandle++);
		},
		Process32FirstW: (_snapshot, entry) => writeProcess(entry),
		Process32NextW: (_snapshot, entry) => writeProcess(entry),
		ReadProcessMemory(handle, address, buffer) {
			const pages = rangeOf(address, buffer.length);
			state.calls.push(`ReadProcessMemory ${address.toString(16)}`);
			const isReadable = pages.every(page => {
				const {state: pageState, protect} = findRun(state.allocations, page);
				return pageState === memCommit && protect !== 1 && (protect & 0x100) === 0;
			});
			if (!isProcess(handle) || !isReadable) {
				return refuse(299);
			}

			buffer.fill(0);
			copyMemory(process.memory ?? new Map(), address, buffer);
			return 1;
		},
		GetExitCodeProcess(_handle, code) {
			viewOf(code).setUint32(0, state.exitCode, true);
			return 1;
		},
		GetProcessTimes(_handle, creation) {
			// 2026-11-22T20:31:05.120Z
			viewOf(creation).setBigUint64(
				0,
				(BigInt(Date.UTC(2026, 10, 22, 20, 31, 5, 120)) + 11_644_473_600_000n) * 10_000n,
				true,
			);
			return 1;
		},
		QueryFullProcessImageNameW(_handle, _flags, name, length) {
			const text = `C:\\Program Files\\${process.name ?? 'program.exe'}`;
			writeText(name, 0, text);
			viewOf(length).setUint32(0, text.length, true);
			return 1;
		},
		IsWow64Process2(_handle, emulated, native) {
			viewOf(emulated).setUint16(0, process.environmentBlock32 === undefined ? 0 : 0x14c, true);
			viewOf(native).setUint16(0, 0x8664, true);
			return 1;
		},
		GetLogicalDrives: () => [...drives.keys()].reduce((bits, drive) => bits | (1 << (drive.charCodeAt(0) - 0x41)), 0),
		QueryDosDeviceW(device, target) {
			const name = drives.get(device);
			return name === undefined ? refuse(2) : writeText(target, 0, `${name}\0\0`);
		},
		Thread32First: (_snapshot, entry) => writeThread(entry),
		Thread32Next: (_snapshot, entry) => writeThread(entry),
		OpenThread(_access, _inherit, id) {
			const thread = state.threads.find(candidate => candidate.id === id);
			if (!thread) {
				return refuse(87);
			}

			const handle = nextHandle++;
			threadsByHandle.set(handle, thread);
			return open(handle);
		},
		K32QueryWorkingSetEx(handle, entries, bytes) {
			const {pageFlags} = process;
			state.calls.push(`K32QueryWorkingSetEx ${bytes}`);
			if (!isProcess(handle) || !pageFlags) {
				return refuse(87);
			}

			for (let offset = 0; offset < bytes; offset += 16) {
				const flags = pageFlags(Number(viewOf(entries).getBigUint64(offset, true)));
				if (flags === undefined) {
					return refuse(87);
				}

				viewOf(entries).setBigUint64(offset + 8, BigInt(flags >>> 0), true);
			}

			return 1;
		},
		K32EmptyWorkingSet() {
			state.workingSetSize = 2 ** 16;
			return 1;
		},
		K32GetMappedFileNameW(_handle, address, name) {
			const allocation = state.allocations.find(({base}) => base === address);
			return allocation?.path === undefined ? refuse(1006) : writeText(name, 0, allocation.path);
		},
		K32EnumProcessModulesEx(_handle, modules, bytes, needed) {
			if (!process.modules) {
				return refuse(299);
			}

			viewOf(needed).setUint32(0, process.modules.length * 8, true);
			for (const [index, base] of process.modules.slice(0, bytes / 8).entries()) {
				writePointer(modules, index * 8, base);
			}

			return 1;
		},
		K32GetProcessMemoryInfo(_handle, counters, bytes) {
			writePointer(counters, 8, 16 * 2 ** 20);
			writePointer(counters, 16, state.workingSetSize);
			writePointer(counters, 56, 5 * 2 ** 20);
			writePointer(counters, 72, 5 * 2 ** 20);
			if (bytes >= 96) {
				writePointer(counters, 80, 3 * 2 ** 20);
			}

			return 1;
		},
		// No process snapshots: tests that need them bring their own.
		PssCaptureSnapshot: undefined,
		PssFreeSnapshot: undefined,
		PssWalkMarkerCreate: undefined,
		PssWalkMarkerFree: undefined,
		PssWalkSnapshot: undefined,
		NtQueryInformationProcess(_handle, informationClass, buffer) {
			switch (informationClass) {
				case 0:
					writePointer(buffer, 8, process.environmentBlock ?? 0);
					writePointer(buffer, 32, process.pid);
					return 0;
				case 3:
					writePointer(buffer, 8, state.virtualSizes.shift() ?? 2 ** 30);
					return 0;
				case 26:
					writePointer(buffer, 0, process.environmentBlock32 ?? 0);
					return 0;
				case 60:
					return writeUnicodeString(buffer, process.commandLine);
				default:
					return -0x3fff_fffd;
			}
		},
		NtQueryInformationThread(handle, informationClass, buffer) {
			const thread = threadsByHandle.get(handle);
			if (informationClass === 38) {
				return writeUnicodeString(buffer, thread?.name);
			}

			writePointer(buffer, 8, thread?.environmentBlock ?? 0);
			return 0;
		},
		OpenProcessToken(_handle, _access, token) {
			writePointer(token, 0, open(nextHandle++));
			return 1;
		},
		GetTokenInformation(_token, _class, buffer) {
			// The pointer leads into a buffer of the caller, whose address nobody here knows.
			writePointer(buffer, 0, 0xdead_beef);
			buffer.set(process.sid ?? [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], 16);
			return 1;
		},
		LookupAccountSidW(_system, sid, name) {
			state.calls.push(`LookupAccountSidW ${sid.toString(16)}`);
			writeText(name, 0, 'Ada Lovelace\0');
			return 1;
		},
		LookupPrivilegeValueW(_system, name, luid) {
			viewOf(luid).setUint32(0, name === 'SeDebugPrivilege' ? 20 : 0, true);
			return 1;
		},
		AdjustTokenPrivileges(_token, _disableAll, privileges) {
			const view = viewOf(privileges);
			const asksForDebug =
				view.getUint32(0, true) === 1 && view.getUint32(4, true) === 20 && view.getUint32(12, true) === 2;
			state.hasDebugPrivilege = state.holdsDebugPrivilege && asksForDebug;
			lastError = state.hasDebugPrivilege ? 0 : 1300;
			return 1;
		},
	};
	return {api: {...all, ...Object.fromEntries(without.map(name => [name, undefined]))}, state};
}

type Run = {
	readonly start: number;
	readonly end: number;
	readonly base: number;
	readonly state: number;
	readonly protect: number;
	readonly type: number;
};

function findRun(allocations: readonly FakeAllocation[], address: number): Run {
	let previousEnd = 0;
	for (const {base, type, runs} of allocations) {
		if (address < base) {
			return {start: previousEnd, end: base, base: 0, state: memFree, protect: 1, type: 0};
		}

		let start = base;
		for (const {size, protect} of runs) {
			if (address < start + size) {
				const state = protect === undefined ? memReserve : memCommit;
				return {start, end: start + size, base, state, protect: protect ?? 0, type: types[type]};
			}

			start += size;
		}

		previousEnd = start;
	}

	return {start: previousEnd, end: fakeUserSpaceEnd, base: 0, state: memFree, protect: 1, type: 0};
}

/** The pages that a range touches. */
function rangeOf(address: number, length: number): readonly number[] {
	const first = Math.floor(address / 4096);
	const last = Math.floor((address + length - 1) / 4096);
	return Array.from({length: last - first + 1}, (_, index) => (first + index) * 4096);
}

function copyMemory(memory: ReadonlyMap<number, Uint8Array>, address: number, buffer: NativeBuffer): void {
	for (const [start, bytes] of memory) {
		for (const [index, byte] of bytes.entries()) {
			const offset = start + index - address;
			if (offset >= 0 && offset < buffer.length) {
				buffer[offset] = byte;
			}
		}
	}
}

/** A UNICODE_STRING with its text behind it; the status says whether there is one. */
function writeUnicodeString(buffer: NativeBuffer, text: string | undefined): number {
	if (text === undefined) {
		return -0x3fff_fffd;
	}

	viewOf(buffer).setUint16(0, text.length * 2, true);
	writePointer(buffer, 8, 0xdead_beef);
	writeText(buffer, 16, text);
	return 0;
}

/** Writes UTF-16 and gives back the number of characters. */
function writeText(buffer: NativeBuffer, offset: number, text: string): number {
	buffer.set(Buffer.from(text, 'utf16le'), offset);
	return text.length;
}

export function writePointer(buffer: NativeBuffer, offset: number, value: number): void {
	viewOf(buffer).setBigUint64(offset, BigInt(value), true);
}

function viewOf(buffer: NativeBuffer): DataView {
	return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
