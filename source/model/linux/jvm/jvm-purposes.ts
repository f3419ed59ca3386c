import type {MemoryType} from '../../memory-type.ts';

/** What a JVM has memory for. */
export type JvmPurpose = {
	readonly type: MemoryType;
	readonly kind: string;
	/** Whether this also says what a mapped file is; else the file itself says more. */
	readonly isSaidOfFiles?: boolean;
};

const managed = (kind: string): JvmPurpose => ({type: 'Managed Heap', kind});
const own = (kind: string): JvmPurpose => ({type: 'Private Data', kind});

export const metaspace = managed('Java metaspace');
export const classSpace = managed('Java class space');
export const threadStack: JvmPurpose = {type: 'Stack', kind: 'thread stack'};

/** What the JVM has no name for that is known here. */
const otherwise = own('JVM memory');

/**
 * The names of native memory tracking (src/hotspot/share/nmt/memTag.hpp, before JDK 22 memory/allocation.hpp) and the
 * shorter ones of System.map (src/hotspot/share/nmt/memMapPrinter.cpp).
 */
const purposes: ReadonlyMap<string, JvmPurpose> = new Map([
	['Java Heap', {...managed('Java heap'), isSaidOfFiles: true}],
	['JAVAHEAP', {...managed('Java heap'), isSaidOfFiles: true}],
	['Class', classSpace],
	['CLASS', classSpace],
	['Metaspace', metaspace],
	['META', metaspace],
	['Shared class space', managed('CDS archive')],
	['CDS', managed('CDS archive')],
	['Code', managed('Java code cache')],
	['CODE', managed('Java code cache')],
	['GC', managed('Java GC data')],
	['GCCardSet', managed('Java card table')],
	['CARDTBL', managed('Java card table')],
	['Thread', threadStack],
	['Thread Stack', threadStack],
	['STACK', threadStack],
	['Symbol', own('JVM symbols')],
	['Compiler', own('JVM compiler')],
	['Internal', own('JVM internal')],
	['INTERN', own('JVM internal')],
	['Safepoint', own('JVM polling page')],
	['POLL', own('JVM polling page')],
	['Other', own('JDK libraries')],
	['JDK', own('JDK libraries')],
]);

/** What a name of the JVM stands for. */
export function findPurpose(name: string): JvmPurpose {
	return purposes.get(name) ?? otherwise;
}
