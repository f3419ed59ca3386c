import type {StackFacts, ThreadFacts} from '../../model/windows/findings.ts';
import {viewMemory} from './read-memory.ts';
import {readThreadBlock, threadBlockSize} from './structures/environment-blocks.ts';
import {readPointer, readText, viewOf} from './structures/read-pointer.ts';
import {createThreadEntry, readThreadEntry} from './structures/toolhelp.ts';
import {type Handle, invalidHandle, type NativeBuffer, type WindowsApi} from './windows-api.ts';

/** Finds the threads of one process, with their stacks and names. */
export type ThreadReader = {
	/** `isWow64` says that the program has 32 bits. Undefined where Windows does not list threads. */
	readonly read: (process: Handle, isWow64: boolean) => readonly ThreadFacts[] | undefined;
	readonly close: () => void;
};

/** A thread that is held, so that its id stays its own. */
type HeldThread = {readonly handle: Handle; readonly environmentBlock: number};

/** THREAD_QUERY_INFORMATION, or as little as Windows may allow: THREAD_QUERY_LIMITED_INFORMATION (winnt.h). */
const threadRights = [0x40, 0x800];

/** Makes a reader for the threads of a process, which keeps a handle to each from the first time it sees it. */
export function createThreadReader(api: WindowsApi, pid: number): ThreadReader {
	const held = new Map<number, HeldThread>();
	// Length is a USHORT, so no name is longer.
	const nameBuffer = new Uint8Array(16 + 0x1_0000);
	const drop = (threadId: number, {handle}: HeldThread): void => {
		api.CloseHandle(handle);
		held.delete(threadId);
	};

	const hold = (threadId: number): HeldThread | undefined => {
		const known = held.get(threadId) ?? openThread(api, threadId);
		if (known) {
			held.set(threadId, known);
		}

		return known;
	};

	return {
		read(process, isWow64) {
			const ids = listThreads(api, pid);
			for (const [threadId, thread] of held) {
				if (!ids?.has(threadId)) {
					drop(threadId, thread);
				}
			}

			return (
				ids &&
				[...ids].map(id => {
					const thread = hold(id);
					const name = thread && readThreadName(api, thread.handle, nameBuffer);
					return {
						id,
						...(name === undefined ? {} : {name}),
						...readThreadMemory(api, process, thread?.environmentBlock ?? 0, isWow64),
					};
				})
			);
		},
		close() {
			for (const [threadId, thread] of held) {
				drop(threadId, thread);
			}
		},
	};
}

/** TH32CS_SNAPTHREAD (tlhelp32.h). */
const snapThreads = 4;

function listThreads(api: WindowsApi, pid: number): ReadonlySet<number> | undefined {
	const {Thread32First, Thread32Next} = api;
	const snapshot = Thread32First && Thread32Next ? api.CreateToolhelp32Snapshot(snapThreads, 0) : invalidHandle;
	if (!Thread32First || !Thread32Next || snapshot === invalidHandle) {
		return undefined;
	}

	const ids = new Set<number>();
	const entry = createThreadEntry();
	for (let isRead = Thread32First(snapshot, entry); isRead; isRead = Thread32Next(snapshot, entry)) {
		const thread = readThreadEntry(entry);
		if (thread.pid === pid) {
			ids.add(thread.threadId);
		}
	}

	api.CloseHandle(snapshot);
	return ids;
}

function openThread(api: WindowsApi, threadId: number): HeldThread | undefined {
	for (const rights of threadRights) {
		const handle = api.OpenThread?.(rights, 0, threadId);
		if (handle) {
			return {handle, environmentBlock: readEnvironmentBlockAddress(api, handle)};
		}
	}

	return undefined;
}

/**
 * Asks for the address of the TEB of a thread; 0 where Windows does not tell it. THREAD_BASIC_INFORMATION (ntpsapi),
 * 64-bit, 48 bytes: 8 PVOID TebBaseAddress.
 */
function readEnvironmentBlockAddress(api: WindowsApi, thread: Handle): number {
	const buffer = new Uint8Array(48);
	const status = api.NtQueryInformationThread?.(thread, 0, buffer, buffer.length, null);
	return status === 0 ? readPointer(viewOf(buffer), 8) : 0;
}

/** The pages that a TEB takes: sizeof(TEB) is 0x1838 in 64 bits and 0x1000 in 32. */
const environmentBlockSize = 0x2000;
const environmentBlockSize32 = 0x1000;

/** Where the environment blocks and the stacks of a thread are, by the address of its TEB. */
function readThreadMemory(
	api: WindowsApi,
	process: Handle,
	address: number,
	isWow64: boolean,
): Pick<ThreadFacts, 'environmentBlocks' | 'stacks'> {
	const view = address === 0 ? undefined : viewMemory(api, process, address, threadBlockSize[8]);
	if (!view) {
		return {environmentBlocks: [], stacks: []};
	}

	const block = readThreadBlock(view, 8);
	const environmentBlock = {start: address, end: address + environmentBlockSize};
	if (!isWow64) {
		return {environmentBlocks: [environmentBlock], stacks: toStacks(block.stackBase, 'thread')};
	}

	// A WOW64 thread has a 32-bit block too, and the 64-bit one points to it.
	const address32 = block.exceptionList;
	const view32 = address32 === 0 ? undefined : viewMemory(api, process, address32, threadBlockSize[4]);
	return {
		environmentBlocks: view32
			? [environmentBlock, {start: address32, end: address32 + environmentBlockSize32}]
			: [environmentBlock],
		stacks: [
			...toStacks(view32 ? readThreadBlock(view32, 4).stackBase : 0, 'thread'),
			...toStacks(block.stackBase, '64-bit part of a 32-bit thread'),
		],
	};
}

function toStacks(stackBase: number, role: StackFacts['role']): readonly StackFacts[] {
	return stackBase === 0 ? [] : [{address: stackBase - 1, role}];
}

/** ThreadNameInformation (Windows 10 1607 and later): a UNICODE_STRING with its text behind it. */
const threadNameClass = 38;

/**
 * What SetThreadDescription has called a thread. UNICODE_STRING (ntdef.h), 64-bit: 0 USHORT Length in bytes, 8 PWSTR
 * Buffer; the text follows at 16.
 */
function readThreadName(api: WindowsApi, thread: Handle, buffer: NativeBuffer): string | undefined {
	const status = api.NtQueryInformationThread?.(thread, threadNameClass, buffer, buffer.length, null);
	const length = status === 0 ? viewOf(buffer).getUint16(0, true) : 0;
	return length === 0 ? undefined : readText(buffer, 16, length / 2);
}
