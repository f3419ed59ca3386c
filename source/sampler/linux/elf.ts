import type {ElfAnswer, ElfFacts, ElfSegment} from '../../model/linux/elf-facts.ts';
import {type ElfIdentity, parseElfIdentity} from './elf-identity.ts';

/** Gives up to `length` bytes of a file from `offset` on: fewer where it ends, undefined where it cannot be read. */
export type ReadAt = (offset: number, length: number) => Uint8Array<ArrayBuffer> | undefined;

/**
 * Where fields are in the structures of elf(5), by the width of the file; w is 4 or 8 bytes.
 *
 * ELF header:     e_phoff w, e_phentsize and e_phnum 2
 * program header: p_type 4, p_offset w, p_vaddr w, p_filesz w, p_memsz w
 * dynamic entry:  d_tag w, d_val w
 */
const layouts = {
	32: {word: 4, header: 52, phoff: 28, phentsize: 42, phnum: 44, entry: 32, offset: 4, vaddr: 8, filesz: 16, memsz: 20},
	64: {
		word: 8,
		header: 64,
		phoff: 32,
		phentsize: 54,
		phnum: 56,
		entry: 56,
		offset: 8,
		vaddr: 16,
		filesz: 32,
		memsz: 40,
	},
} as const;

const executableType = 2;
const sharedObjectType = 3;

const loadSegment = 1;
const dynamicSegment = 2;
const interpreterSegment = 3;

const endTag = 0;
/** DT_SONAME: the name under which programs ask for a library. */
const libraryNameTag = 14;
/** DT_FLAGS_1, and in it DF_1_PIE: this is a program. */
const flagsTag = 0x6fff_fffb;
const programFlag = 0x0800_0000;

/** Real files need some kilobytes for either. More is left out, so that a broken file costs no more. */
const maximumTableSize = 64 * 1024;

/** Reads what the headers of a file say. Whatever the file holds, it gives an answer. */
export function readElf(readAt: ReadAt): ElfAnswer {
	const header = readAt(0, layouts[64].header);
	const identity = header && parseElfIdentity(header);
	if (!header || !identity) {
		return header && 'not ELF';
	}

	const {bits, isLittleEndian} = identity;
	const layout = layouts[bits];
	if (header.length < layout.header) {
		return 'not ELF';
	}

	const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
	const entrySize = view.getUint16(layout.phentsize, isLittleEndian);
	const tableSize = Math.min(view.getUint16(layout.phnum, isLittleEndian) * entrySize, maximumTableSize);
	const table = entrySize < layout.entry ? undefined : readAt(readWord(view, layout.phoff, identity), tableSize);
	const segments = table ? parseSegments(table, entrySize, identity) : [];
	return {
		role: findRole(identity, segments, readAt),
		isPositionIndependent: identity.type === sharedObjectType,
		segments: segments
			.filter(({type}) => type === loadSegment)
			.map(({offset, virtualAddress, fileSize, memorySize}) => ({offset, virtualAddress, fileSize, memorySize})),
	};
}

type Segment = ElfSegment & {readonly type: number};

function parseSegments(table: Uint8Array<ArrayBuffer>, entrySize: number, identity: ElfIdentity): Segment[] {
	const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
	const layout = layouts[identity.bits];
	const segments: Segment[] = [];
	for (let at = 0; at + entrySize <= table.length; at += entrySize) {
		segments.push({
			type: view.getUint32(at, identity.isLittleEndian),
			offset: readWord(view, at + layout.offset, identity),
			virtualAddress: readWord(view, at + layout.vaddr, identity),
			fileSize: readWord(view, at + layout.filesz, identity),
			memorySize: readWord(view, at + layout.memsz, identity),
		});
	}

	return segments;
}

/**
 * A program that may be loaded anywhere is a shared object too. It says so by a flag, or has an interpreter and no
 * name to be asked for by: libc.so.6 has an interpreter, as it can be run, and a name.
 */
function findRole(identity: ElfIdentity, segments: readonly Segment[], readAt: ReadAt): ElfFacts['role'] {
	if (identity.type === executableType) {
		return 'executable';
	}

	if (identity.type !== sharedObjectType) {
		return 'other';
	}

	const hasInterpreter = segments.some(({type}) => type === interpreterSegment);
	const dynamic = segments.find(({type}) => type === dynamicSegment);
	const {isProgram, hasLibraryName} = readDynamicSection(identity, dynamic, readAt);
	return isProgram || (hasInterpreter && !hasLibraryName) ? 'executable' : 'shared library';
}

function readDynamicSection(
	identity: ElfIdentity,
	dynamic: Segment | undefined,
	readAt: ReadAt,
): {isProgram: boolean; hasLibraryName: boolean} {
	const {word} = layouts[identity.bits];
	const size = Math.min(dynamic?.fileSize ?? 0, maximumTableSize);
	const section = (dynamic && readAt(dynamic.offset, size)) ?? new Uint8Array();
	const view = new DataView(section.buffer, section.byteOffset, section.byteLength);
	let isProgram = false;
	let hasLibraryName = false;
	for (let at = 0; at + 2 * word <= section.length; at += 2 * word) {
		const tag = readWord(view, at, identity);
		if (tag === endTag) {
			break;
		}

		hasLibraryName ||= tag === libraryNameTag;
		isProgram ||= tag === flagsTag && Math.floor(readWord(view, at + word, identity) / programFlag) % 2 === 1;
	}

	return {isProgram, hasLibraryName};
}

function readWord(view: DataView, at: number, {bits, isLittleEndian}: ElfIdentity): number {
	return bits === 64 ? Number(view.getBigUint64(at, isLittleEndian)) : view.getUint32(at, isLittleEndian);
}
