import {type ElfIdentity, parseElfIdentity} from './elf-identity.ts';

/** Gives up to `length` bytes of a file from `offset` on: fewer where it ends, undefined where it cannot be read. */
export type ReadAt = (offset: number, length: number) => Uint8Array<ArrayBuffer> | undefined;

/** Who the file is, and its program headers in file order. */
export type ElfHeaders = {readonly identity: ElfIdentity; readonly segments: readonly Segment[]};

/** A program header. Offsets, addresses and sizes are in bytes. */
export type Segment = {
	/** p_type: a number of `segmentTypes`, or another. */
	readonly type: number;
	readonly offset: number;
	readonly virtualAddress: number;
	readonly fileSize: number;
	readonly memorySize: number;
	/** In bytes; 0 and 1 mean none. */
	readonly alignment: number;
};

export const segmentTypes = {load: 1, dynamic: 2, interpreter: 3, note: 4} as const;

/** DT_STRTAB, DT_SONAME (the name under which programs ask for a library) and DT_FLAGS_1. */
export const dynamicTags = {stringTable: 5, libraryName: 14, flags: 0x6fff_fffb} as const;

/** DT_NULL ends the dynamic section. */
const endTag = 0;

/**
 * Where fields are in the structures of elf(5), by the width of the file; w is 4 or 8 bytes.
 *
 * ELF header:     e_phoff w, e_phentsize and e_phnum 2
 * program header: p_type 4, p_offset w, p_vaddr w, p_filesz w, p_memsz w, p_align w
 * dynamic entry:  d_tag w, d_val w
 */
const layouts = {
	32: {
		word: 4,
		header: 52,
		phoff: 28,
		phentsize: 42,
		phnum: 44,
		entry: 32,
		offset: 4,
		vaddr: 8,
		filesz: 16,
		memsz: 20,
		align: 28,
	},
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
		align: 48,
	},
} as const;

/** Real files need some kilobytes for any table. More is left out, so that a broken file costs no more. */
export const maximumTableSize = 64 * 1024;

/** Reads the headers of a file. Whatever the file holds, it gives an answer; undefined where it cannot be read. */
export function readElfHeaders(readAt: ReadAt): ElfHeaders | 'not ELF' | undefined {
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

	const view = viewOf(header);
	const entrySize = view.getUint16(layout.phentsize, isLittleEndian);
	const tableSize = Math.min(view.getUint16(layout.phnum, isLittleEndian) * entrySize, maximumTableSize);
	const table = entrySize < layout.entry ? undefined : readAt(readWord(view, layout.phoff, identity), tableSize);
	return {identity, segments: table ? parseSegments(table, entrySize, identity) : []};
}

function parseSegments(table: Uint8Array<ArrayBuffer>, entrySize: number, identity: ElfIdentity): Segment[] {
	const view = viewOf(table);
	const layout = layouts[identity.bits];
	const segments: Segment[] = [];
	for (let at = 0; at + entrySize <= table.length; at += entrySize) {
		segments.push({
			type: view.getUint32(at, identity.isLittleEndian),
			offset: readWord(view, at + layout.offset, identity),
			virtualAddress: readWord(view, at + layout.vaddr, identity),
			fileSize: readWord(view, at + layout.filesz, identity),
			memorySize: readWord(view, at + layout.memsz, identity),
			alignment: readWord(view, at + layout.align, identity),
		});
	}

	return segments;
}

/** The numbers of the dynamic section, by their tags; of several with one tag the last. */
export function readDynamicSection({identity, segments}: ElfHeaders, readAt: ReadAt): ReadonlyMap<number, number> {
	const dynamic = segments.find(({type}) => type === segmentTypes.dynamic);
	const {word} = layouts[identity.bits];
	const size = Math.min(dynamic?.fileSize ?? 0, maximumTableSize);
	const section = (dynamic && readAt(dynamic.offset, size)) ?? new Uint8Array();
	const view = viewOf(section);
	const entries = new Map<number, number>();
	for (let at = 0; at + 2 * word <= section.length; at += 2 * word) {
		const tag = readWord(view, at, identity);
		if (tag === endTag) {
			break;
		}

		entries.set(tag, readWord(view, at + word, identity));
	}

	return entries;
}

function readWord(view: DataView, at: number, {bits, isLittleEndian}: ElfIdentity): number {
	return bits === 64 ? Number(view.getBigUint64(at, isLittleEndian)) : view.getUint32(at, isLittleEndian);
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
