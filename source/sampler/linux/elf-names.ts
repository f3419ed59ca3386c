import {decodeText} from './decode-text.ts';
import {
	dynamicTags,
	type ElfHeaders,
	maximumTableSize,
	type ReadAt,
	readDynamicSection,
	readElfHeaders,
	segmentTypes,
} from './elf-headers.ts';

/** How an ELF file calls itself. What it does not say is left out. */
export type ElfNames = {
	/** Hex digits that no other build has: NT_GNU_BUILD_ID, as `file` and debuggers print it. */
	readonly buildId?: string;
	/** The name under which programs ask for a library: DT_SONAME. */
	readonly soname?: string;
};

/** Longer than a file may be called: NAME_MAX of limits.h. */
const longestName = 255;

/** Reads how a file calls itself; nothing of it where it is no ELF file or cannot be read. */
export function readElfNames(readAt: ReadAt): ElfNames {
	const headers = readElfHeaders(readAt);
	if (headers === undefined || headers === 'not ELF') {
		return {};
	}

	const buildId = readBuildId(headers, readAt);
	const soname = readLibraryName(headers, readAt);
	return {...(buildId !== undefined && {buildId}), ...(soname !== undefined && {soname})};
}

function readLibraryName(headers: ElfHeaders, readAt: ReadAt): string | undefined {
	const dynamic = readDynamicSection(headers, readAt);
	const table = dynamic.get(dynamicTags.stringTable);
	const place = dynamic.get(dynamicTags.libraryName);
	if (table === undefined || place === undefined) {
		return undefined;
	}

	// The table is told by its address in memory, which the segments put into the file.
	const address = table + place;
	const segment = headers.segments.find(
		({type, virtualAddress, fileSize}) =>
			type === segmentTypes.load && address >= virtualAddress && address < virtualAddress + fileSize,
	);
	const bytes = segment && readAt(segment.offset + address - segment.virtualAddress, longestName + 1);
	const length = bytes?.indexOf(0) ?? -1;
	return bytes && length > 0 ? decodeText(bytes.subarray(0, length)) : undefined;
}

/** The first build id in the notes. The notes in one segment are all aligned as the segment is: 4 bytes, or 8. */
function readBuildId({identity, segments}: ElfHeaders, readAt: ReadAt): string | undefined {
	for (const {type, offset, fileSize, alignment} of segments) {
		const notes = type === segmentTypes.note ? readAt(offset, Math.min(fileSize, maximumTableSize)) : undefined;
		const buildId = notes && parseBuildId(notes, alignment === 8 ? 8 : 4, identity.isLittleEndian);
		if (buildId !== undefined) {
			return buildId;
		}
	}

	return undefined;
}

const noteHeader = 12;
const buildIdType = 3;
/** `GNU` and its end. */
const noteOwner = [0x47, 0x4e, 0x55, 0];
/** Twice the longest that linkers make, which is SHA-256. */
const longestBuildId = 64;

/**
 * Parses notes (elf(5), Nhdr), each of them padded to the alignment:
 *
 * 04 00 00 00  n_namesz
 * 14 00 00 00  n_descsz
 * 03 00 00 00  n_type: NT_GNU_BUILD_ID
 * 47 4e 55 00  name: GNU
 * 5d 8a 01 ... description
 */
function parseBuildId(notes: Uint8Array<ArrayBuffer>, alignment: number, isLittleEndian: boolean): string | undefined {
	const view = new DataView(notes.buffer, notes.byteOffset, notes.byteLength);
	const align = (at: number): number => Math.ceil(at / alignment) * alignment;
	for (let at = 0; at + noteHeader <= notes.length; ) {
		const nameSize = view.getUint32(at, isLittleEndian);
		const size = view.getUint32(at + 4, isLittleEndian);
		const type = view.getUint32(at + 8, isLittleEndian);
		const name = at + noteHeader;
		const description = align(name + nameSize);
		const isOfGnu = nameSize === noteOwner.length && noteOwner.every((byte, index) => notes[name + index] === byte);
		if (isOfGnu && type === buildIdType && size > 0 && size <= longestBuildId && description + size <= notes.length) {
			return Buffer.from(notes.subarray(description, description + size)).toString('hex');
		}

		at = align(description + size);
	}

	return undefined;
}
