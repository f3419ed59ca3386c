/** The numbers by which Windows speaks of memory (winnt.h; MEMORY_BASIC_INFORMATION and "Memory protection constants"). */

/** MEMORY_BASIC_INFORMATION.State. */
export const memCommit = 0x1000;
export const memReserve = 0x2000;
export const memFree = 0x1_0000;

/** MEMORY_BASIC_INFORMATION.Type. */
export const memPrivate = 0x2_0000;
export const memMapped = 0x4_0000;
export const memImage = 0x100_0000;

/** MEMORY_BASIC_INFORMATION.Protect: exactly one of the first eight, with any of the modifiers behind them. */
export const pageNoAccess = 0x01;
export const pageReadOnly = 0x02;
export const pageReadWrite = 0x04;
export const pageWriteCopy = 0x08;
export const pageExecute = 0x10;
export const pageExecuteRead = 0x20;
export const pageExecuteReadWrite = 0x40;
export const pageExecuteWriteCopy = 0x80;
export const pageGuard = 0x100;
export const pageNoCache = 0x200;
export const pageWriteCombine = 0x400;

/** Bits of pages whose first write makes a private copy. */
export const copyOnWrite = pageWriteCopy | pageExecuteWriteCopy;

/** Bits of pages that may be written to, by copying them first or not. */
export const writable = pageReadWrite | pageExecuteReadWrite | copyOnWrite;

/** Bits of pages that may be executed. */
export const executable = pageExecute | pageExecuteRead | pageExecuteReadWrite | pageExecuteWriteCopy;

/** Bits of pages that the program can read now, unless they are guard pages. */
export const readable =
	pageReadOnly | pageReadWrite | pageWriteCopy | pageExecuteRead | pageExecuteReadWrite | pageExecuteWriteCopy;

/** Every allocation begins at a multiple of it (SYSTEM_INFO.dwAllocationGranularity is 64 KB on every Windows). */
export const allocationGranularity = 0x1_0000;

/** Where Windows maps KUSER_SHARED_DATA in every process (ntddk.h: SharedUserData). */
export const userSharedDataAddress = 0x7ffe_0000;
