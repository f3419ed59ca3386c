import type {PeFacts, PeSection} from '../../../model/windows/pe-facts.ts';

/** How many bytes of an image are read for its headers: those of all but a few fit in its first page. */
export const usualHeaderSize = 4096;

/** No image that Windows loads has more sections than this (PE Format: 96), and damaged headers could say 65,535. */
const mostSections = 96;

const fileIsDll = 0x2000;
const fileIsLargeAddressAware = 0x20;
const dynamicBase = 0x40;
/** IMAGE_OPTIONAL_HEADER.Magic of 32-bit and 64-bit images. */
const magics: ReadonlySet<number> = new Set([0x10b, 0x20b]);

/**
 * Reads the headers of an image that begins at the first byte. Undefined where they are no such headers, or where the
 * bytes end before they do. Layout (PE Format, winnt.h), the same for 32 and 64 bits as far as it is used:
 *
 *      0  IMAGE_DOS_HEADER       0 e_magic "MZ", 60 DWORD e_lfanew: where the rest begins
 *      n  DWORD                  "PE\0\0"
 *    n+4  IMAGE_FILE_HEADER      0 WORD Machine, 2 WORD NumberOfSections, 16 WORD SizeOfOptionalHeader,
 *                                18 WORD Characteristics
 *   n+24  IMAGE_OPTIONAL_HEADER  0 WORD Magic, 56 DWORD SizeOfImage, 60 DWORD SizeOfHeaders,
 *                                70 WORD DllCharacteristics
 *   then  IMAGE_SECTION_HEADER[] 0 BYTE Name[8], 8 DWORD VirtualSize, 12 DWORD VirtualAddress, 16 DWORD SizeOfRawData;
 *                                40 bytes each
 */
export function readPeHeaders(bytes: Uint8Array<ArrayBuffer>): PeFacts | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = findPeHeader(view);
	if (start === undefined) {
		return undefined;
	}

	const optional = start + 24;
	const sectionCount = view.getUint16(start + 6, true);
	const table = optional + view.getUint16(start + 20, true);
	if (sectionCount > mostSections || table + sectionCount * 40 > bytes.length) {
		return undefined;
	}

	const characteristics = view.getUint16(start + 22, true);
	return {
		machine: view.getUint16(start + 4, true),
		isDll: (characteristics & fileIsDll) !== 0,
		isLargeAddressAware: (characteristics & fileIsLargeAddressAware) !== 0,
		isDynamicBase: (view.getUint16(optional + 70, true) & dynamicBase) !== 0,
		sizeOfImage: view.getUint32(optional + 56, true),
		sizeOfHeaders: view.getUint32(optional + 60, true),
		sections: Array.from({length: sectionCount}, (_, index) => readSection(view, table + index * 40)),
	};
}

/** Where "PE\0\0" stands. */
function findPeHeader(view: DataView): number | undefined {
	if (view.byteLength < 64 || view.getUint16(0, true) !== 0x5a4d) {
		return undefined;
	}

	const start = view.getUint32(60, true);
	if (start + 24 + 72 > view.byteLength || view.getUint32(start, true) !== 0x4550) {
		return undefined;
	}

	return magics.has(view.getUint16(start + 24, true)) ? start : undefined;
}

function readSection(view: DataView, offset: number): PeSection {
	const name = Array.from({length: 8}, (_, index) => view.getUint8(offset + index));
	const end = name.indexOf(0);
	return {
		name: String.fromCharCode(...(end === -1 ? name : name.slice(0, end))),
		virtualAddress: view.getUint32(offset + 12, true),
		// Old linkers leave VirtualSize 0, and the loader takes the size in the file.
		virtualSize: view.getUint32(offset + 8, true) || view.getUint32(offset + 16, true),
	};
}
