/** A handle or an address, as koffi gives and takes a uintptr_t: a number where it fits, else a bigint. */
export type Handle = number | bigint;

/** Memory of ours that Windows reads or fills. */
export type NativeBuffer = Uint8Array<ArrayBuffer>;

/**
 * The functions of Windows that the sampler calls, under their own names. Addresses are numbers, structures are buffers
 * that structures/ lays out. Those that may be undefined are missing on some systems (old ones, Wine): what they
 * would tell is unknown there. BOOL results are 0 where a call fails, and then GetLastError says why.
 */
export type WindowsApi = RequiredFunctions & {
	readonly [name in keyof OptionalFunctions]: OptionalFunctions[name] | undefined;
};

export type RequiredFunctions = {
	readonly GetLastError: () => number;
	readonly GetSystemInfo: (systemInfo: NativeBuffer) => void;
	readonly OpenProcess: (access: number, inherit: number, pid: number) => Handle;
	readonly CloseHandle: (handle: Handle) => number;
	/** Returns the number of bytes written. */
	readonly VirtualQueryEx: (process: Handle, address: number, buffer: NativeBuffer, length: number) => number;
	readonly CreateToolhelp32Snapshot: (flags: number, pid: number) => Handle;
	readonly Process32FirstW: (snapshot: Handle, entry: NativeBuffer) => number;
	readonly Process32NextW: (snapshot: Handle, entry: NativeBuffer) => number;
};

export type OptionalFunctions = {
	readonly ReadProcessMemory: (
		process: Handle,
		address: number,
		buffer: NativeBuffer,
		length: number,
		read: NativeBuffer | null,
	) => number;
	readonly GetExitCodeProcess: (process: Handle, exitCode: NativeBuffer) => number;
	readonly GetProcessTimes: (
		process: Handle,
		creation: NativeBuffer,
		exit: NativeBuffer,
		kernel: NativeBuffer,
		user: NativeBuffer,
	) => number;
	/** `length` holds the number of characters, before and after. */
	readonly QueryFullProcessImageNameW: (
		process: Handle,
		flags: number,
		name: NativeBuffer,
		length: NativeBuffer,
	) => number;
	readonly IsWow64Process2: (process: Handle, processMachine: NativeBuffer, nativeMachine: NativeBuffer) => number;
	readonly GetLogicalDrives: () => number;
	/** Returns the number of characters written. */
	readonly QueryDosDeviceW: (device: string, target: NativeBuffer, characters: number) => number;
	readonly Thread32First: (snapshot: Handle, entry: NativeBuffer) => number;
	readonly Thread32Next: (snapshot: Handle, entry: NativeBuffer) => number;
	readonly OpenThread: (access: number, inherit: number, threadId: number) => Handle;
	readonly K32QueryWorkingSetEx: (process: Handle, entries: NativeBuffer, bytes: number) => number;
	readonly K32EmptyWorkingSet: (process: Handle) => number;
	/** Returns the number of characters written. */
	readonly K32GetMappedFileNameW: (process: Handle, address: number, name: NativeBuffer, characters: number) => number;
	readonly K32EnumProcessModulesEx: (
		process: Handle,
		modules: NativeBuffer,
		bytes: number,
		needed: NativeBuffer,
		filter: number,
	) => number;
	readonly K32GetProcessMemoryInfo: (process: Handle, counters: NativeBuffer, bytes: number) => number;
	/** Results of the Pss functions are error codes; 0 is success. */
	readonly PssCaptureSnapshot: (process: Handle, flags: number, contextFlags: number, snapshot: NativeBuffer) => number;
	readonly PssFreeSnapshot: (process: Handle, snapshot: Handle) => number;
	readonly PssWalkMarkerCreate: (allocator: null, marker: NativeBuffer) => number;
	readonly PssWalkMarkerFree: (marker: Handle) => number;
	readonly PssWalkSnapshot: (
		snapshot: Handle,
		informationClass: number,
		marker: Handle,
		buffer: NativeBuffer,
		length: number,
	) => number;
	/** Results of the Nt functions are status codes; negative ones are errors. */
	readonly NtQueryInformationProcess: (
		process: Handle,
		informationClass: number,
		buffer: NativeBuffer,
		length: number,
		returned: NativeBuffer | null,
	) => number;
	readonly NtQueryInformationThread: (
		thread: Handle,
		informationClass: number,
		buffer: NativeBuffer,
		length: number,
		returned: NativeBuffer | null,
	) => number;
	readonly OpenProcessToken: (process: Handle, access: number, token: NativeBuffer) => number;
	readonly GetTokenInformation: (
		token: Handle,
		informationClass: number,
		buffer: NativeBuffer,
		length: number,
		returned: NativeBuffer,
	) => number;
	/** `sid` is the address of a SID in this process. */
	readonly LookupAccountSidW: (
		system: null,
		sid: number,
		name: NativeBuffer,
		nameLength: NativeBuffer,
		domain: NativeBuffer,
		domainLength: NativeBuffer,
		use: NativeBuffer,
	) => number;
	readonly LookupPrivilegeValueW: (system: null, name: string, luid: NativeBuffer) => number;
	readonly AdjustTokenPrivileges: (
		token: Handle,
		disableAll: number,
		privileges: NativeBuffer,
		length: number,
		previous: null,
		previousLength: null,
	) => number;
};

/** Every Windows that Node runs on has pages of 4 KB (x64 and ARM64). */
export const pageSize = 4096;

/** What GetCurrentProcess gives: the calling process, with all rights. */
export const currentProcess: Handle = 0xffff_ffff_ffff_ffffn;

/** INVALID_HANDLE_VALUE. */
export const invalidHandle: Handle = 0xffff_ffff_ffff_ffffn;

/** AdjustTokenPrivileges succeeds with this as the last error where it changed nothing (winerror.h). */
export const notAllAssigned = 1300;
