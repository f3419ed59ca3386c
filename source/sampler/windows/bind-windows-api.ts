import koffi from 'koffi';
import type {OptionalFunctions, RequiredFunctions, WindowsApi} from './windows-api.ts';

const required: Readonly<Record<keyof RequiredFunctions, Prototype>> = {
	GetLastError: ['kernel32', 'uint32_t __stdcall GetLastError()'],
	GetSystemInfo: ['kernel32', 'void __stdcall GetSystemInfo(void *info)'],
	OpenProcess: ['kernel32', 'uintptr_t __stdcall OpenProcess(uint32_t access, int inherit, uint32_t pid)'],
	CloseHandle: ['kernel32', 'int __stdcall CloseHandle(uintptr_t handle)'],
	VirtualQueryEx: [
		'kernel32',
		'size_t __stdcall VirtualQueryEx(uintptr_t process, uintptr_t address, void *buffer, size_t length)',
	],
	CreateToolhelp32Snapshot: ['kernel32', 'uintptr_t __stdcall CreateToolhelp32Snapshot(uint32_t flags, uint32_t pid)'],
	Process32FirstW: ['kernel32', 'int __stdcall Process32FirstW(uintptr_t snapshot, void *entry)'],
	Process32NextW: ['kernel32', 'int __stdcall Process32NextW(uintptr_t snapshot, void *entry)'],
};

const optional: Readonly<Record<keyof OptionalFunctions, Prototype>> = {
	ReadProcessMemory: [
		'kernel32',
		'int __stdcall ReadProcessMemory(uintptr_t process, uintptr_t address, void *buffer, size_t length, void *read)',
	],
	GetExitCodeProcess: ['kernel32', 'int __stdcall GetExitCodeProcess(uintptr_t process, void *exitCode)'],
	GetProcessTimes: [
		'kernel32',
		'int __stdcall GetProcessTimes(uintptr_t process, void *creation, void *exit, void *kernel, void *user)',
	],
	QueryFullProcessImageNameW: [
		'kernel32',
		'int __stdcall QueryFullProcessImageNameW(uintptr_t process, uint32_t flags, void *name, void *length)',
	],
	IsWow64Process2: [
		'kernel32',
		'int __stdcall IsWow64Process2(uintptr_t process, void *processMachine, void *nativeMachine)',
	],
	GetLogicalDrives: ['kernel32', 'uint32_t __stdcall GetLogicalDrives()'],
	QueryDosDeviceW: ['kernel32', 'uint32_t __stdcall QueryDosDeviceW(str16 device, void *target, uint32_t characters)'],
	Thread32First: ['kernel32', 'int __stdcall Thread32First(uintptr_t snapshot, void *entry)'],
	Thread32Next: ['kernel32', 'int __stdcall Thread32Next(uintptr_t snapshot, void *entry)'],
	OpenThread: ['kernel32', 'uintptr_t __stdcall OpenThread(uint32_t access, int inherit, uint32_t threadId)'],
	K32QueryWorkingSetEx: [
		'kernel32',
		'int __stdcall K32QueryWorkingSetEx(uintptr_t process, void *entries, uint32_t bytes)',
	],
	K32EmptyWorkingSet: ['kernel32', 'int __stdcall K32EmptyWorkingSet(uintptr_t process)'],
	K32GetMappedFileNameW: [
		'kernel32',
		'uint32_t __stdcall K32GetMappedFileNameW(uintptr_t process, uintptr_t address, void *name, uint32_t characters)',
	],
	K32EnumProcessModulesEx: [
		'kernel32',
		'int __stdcall K32EnumProcessModulesEx(uintptr_t process, void *modules, uint32_t bytes, void *needed, uint32_t filter)',
	],
	K32GetProcessMemoryInfo: [
		'kernel32',
		'int __stdcall K32GetProcessMemoryInfo(uintptr_t process, void *counters, uint32_t bytes)',
	],
	PssCaptureSnapshot: [
		'kernel32',
		'uint32_t __stdcall PssCaptureSnapshot(uintptr_t process, uint32_t flags, uint32_t contextFlags, void *snapshot)',
	],
	PssFreeSnapshot: ['kernel32', 'uint32_t __stdcall PssFreeSnapshot(uintptr_t process, uintptr_t snapshot)'],
	PssWalkMarkerCreate: ['kernel32', 'uint32_t __stdcall PssWalkMarkerCreate(void *allocator, void *marker)'],
	PssWalkMarkerFree: ['kernel32', 'uint32_t __stdcall PssWalkMarkerFree(uintptr_t marker)'],
	PssWalkSnapshot: [
		'kernel32',
		'uint32_t __stdcall PssWalkSnapshot(uintptr_t snapshot, uint32_t class, uintptr_t marker, void *buffer, uint32_t length)',
	],
	NtQueryInformationProcess: [
		'ntdll',
		'int32_t __stdcall NtQueryInformationProcess(uintptr_t process, uint32_t class, void *buffer, uint32_t length, void *returned)',
	],
	NtQueryInformationThread: [
		'ntdll',
		'int32_t __stdcall NtQueryInformationThread(uintptr_t thread, uint32_t class, void *buffer, uint32_t length, void *returned)',
	],
	OpenProcessToken: ['advapi32', 'int __stdcall OpenProcessToken(uintptr_t process, uint32_t access, void *token)'],
	GetTokenInformation: [
		'advapi32',
		'int __stdcall GetTokenInformation(uintptr_t token, int class, void *buffer, uint32_t length, void *returned)',
	],
	LookupAccountSidW: [
		'advapi32',
		'int __stdcall LookupAccountSidW(void *system, uintptr_t sid, void *name, void *nameLength, void *domain, void *domainLength, void *use)',
	],
	LookupPrivilegeValueW: ['advapi32', 'int __stdcall LookupPrivilegeValueW(void *system, str16 name, void *luid)'],
	AdjustTokenPrivileges: [
		'advapi32',
		'int __stdcall AdjustTokenPrivileges(uintptr_t token, int disableAll, void *privileges, uint32_t length, void *previous, void *previousLength)',
	],
};

type Prototype = readonly [library: 'kernel32' | 'ntdll' | 'advapi32', declaration: string];

/** Loads the functions of Windows. Throws where one is missing without which there is no map at all. */
export function bindWindowsApi(): WindowsApi {
	const libraries = {
		kernel32: koffi.load('kernel32.dll'),
		ntdll: koffi.load('ntdll.dll'),
		advapi32: koffi.load('advapi32.dll'),
	};
	const bind = ([library, declaration]: Prototype): unknown => libraries[library].func(declaration);
	const tryToBind = (prototype: Prototype): unknown => {
		try {
			return bind(prototype);
		} catch {
			return undefined;
		}
	};

	// The prototypes above say to koffi what the types say to the compiler.
	return {...mapValues(required, bind), ...mapValues(optional, tryToBind)} as WindowsApi;
}

function mapValues(
	prototypes: Readonly<Record<string, Prototype>>,
	bind: (prototype: Prototype) => unknown,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(prototypes).map(([name, prototype]) => [name, bind(prototype)]));
}
