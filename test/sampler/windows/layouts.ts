/** Structures of Windows as bytes, laid out as documented: what the tests put into the memory of a made-up process. */

/** Bytes of a given length with numbers at offsets: `[offset, value, size in bytes]`. */
export function layOut(
	length: number,
	fields: readonly (readonly [number, number, 1 | 2 | 4 | 8])[],
): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	const view = new DataView(bytes.buffer);
	for (const [offset, value, size] of fields) {
		if (size === 8) {
			view.setBigUint64(offset, BigInt(value), true);
		} else if (size === 4) {
			view.setUint32(offset, value, true);
		} else if (size === 2) {
			view.setUint16(offset, value, true);
		} else {
			view.setUint8(offset, value);
		}
	}

	return bytes;
}

/** Pointers one after the other. */
export function layOutPointers(size: 4 | 8, ...values: readonly number[]): Uint8Array<ArrayBuffer> {
	return layOut(
		values.length * size,
		values.map((value, index) => [index * size, value, size] as const),
	);
}

export type PeOptions = {
	readonly machine?: number;
	readonly characteristics?: number;
	readonly dllCharacteristics?: number;
	readonly sizeOfImage?: number;
	readonly sections?: readonly {readonly name: string; readonly address: number; readonly size: number}[];
	readonly headerOffset?: number;
};

/** The headers of a 64-bit PE image, one page long. */
export function layOutPe({
	machine = 0x8664,
	characteristics = 0x2022,
	dllCharacteristics = 0x160,
	sizeOfImage = 0x6000,
	sections = [],
	headerOffset = 0x80,
}: PeOptions = {}): Uint8Array<ArrayBuffer> {
	const optional = headerOffset + 24;
	const table = optional + 240;
	const bytes = layOut(4096, [
		[0, 0x5a4d, 2],
		[60, headerOffset, 4],
		[headerOffset, 0x4550, 4],
		[headerOffset + 4, machine, 2],
		[headerOffset + 6, sections.length, 2],
		[headerOffset + 20, 240, 2],
		[headerOffset + 22, characteristics, 2],
		[optional, 0x20b, 2],
		[optional + 56, sizeOfImage, 4],
		[optional + 60, 0x400, 4],
		[optional + 70, dllCharacteristics, 2],
		...sections.flatMap(
			({address, size}, index) =>
				[
					[table + index * 40 + 8, size, 4],
					[table + index * 40 + 12, address, 4],
				] as const,
		),
	]);
	for (const [index, {name}] of sections.entries()) {
		bytes.set(Buffer.from(name, 'latin1'), table + index * 40);
	}

	return bytes;
}

/** A 64-bit process environment block. */
export function layOutPeb(fields: {
	readonly imageBase?: number;
	readonly processParameters?: number;
	readonly processHeap?: number;
	readonly apiSetMap?: number;
	readonly heapCount?: number;
	readonly processHeaps?: number;
	readonly gdiHandleTable?: number;
	readonly buildNumber?: number;
}): Uint8Array<ArrayBuffer> {
	return layOut(0x7d0, [
		[0x10, fields.imageBase ?? 0, 8],
		[0x20, fields.processParameters ?? 0, 8],
		[0x30, fields.processHeap ?? 0, 8],
		[0x68, fields.apiSetMap ?? 0, 8],
		[0xe8, fields.heapCount ?? 0, 4],
		[0xf0, fields.processHeaps ?? 0, 8],
		[0xf8, fields.gdiHandleTable ?? 0, 8],
		[0x120, fields.buildNumber ?? 19_045, 2],
	]);
}

/** A 32-bit process environment block. */
export function layOutPeb32(fields: {
	readonly imageBase?: number;
	readonly processHeap?: number;
	readonly heapCount?: number;
	readonly processHeaps?: number;
	readonly buildNumber?: number;
}): Uint8Array<ArrayBuffer> {
	return layOut(0x488, [
		[0x08, fields.imageBase ?? 0, 4],
		[0x18, fields.processHeap ?? 0, 4],
		[0x88, fields.heapCount ?? 0, 4],
		[0x90, fields.processHeaps ?? 0, 4],
		[0xac, fields.buildNumber ?? 19_045, 2],
	]);
}

/** A 64-bit NT heap, Windows 10 1809 and later. */
export function layOutNtHeap(
	base: number,
	{
		largeBlocks = [base + 0x110, base + 0x110],
		frontEnd = 0,
		frontEndType = 0,
	}: {
		readonly largeBlocks?: readonly [number, number];
		readonly frontEnd?: number;
		readonly frontEndType?: number;
	} = {},
): Uint8Array<ArrayBuffer> {
	return layOut(0x2c0, [
		[0x10, 0xffee_ffee, 4],
		[0x28, base, 8],
		[0x98, 0xeeff_eeff, 4],
		[0x110, largeBlocks[0], 8],
		[0x118, largeBlocks[1], 8],
		[0x198, frontEnd, 8],
		[0x1a2, frontEndType, 1],
	]);
}

/** The header of a further segment of a 64-bit NT heap. */
export function layOutHeapSegment(heap: number): Uint8Array<ArrayBuffer> {
	return layOut(0x70, [
		[0x10, 0xffee_ffee, 4],
		[0x28, heap, 8],
	]);
}

/** A 32-bit NT heap or, with another `heap`, a segment of it. */
export function layOutHeap32(base: number, heap = base): Uint8Array<ArrayBuffer> {
	return layOut(0x200, [
		[0x08, 0xffee_ffee, 4],
		[0x18, heap, 4],
		[0x60, heap === base ? 0xeeff_eeff : 0, 4],
		[0x9c, base + 0x9c, 4],
		[0xa0, base + 0x9c, 4],
	]);
}

/** Flags of a valid page. */
export function validPage({
	shareCount = 0,
	isShared = false,
	isLocked = false,
}: {
	readonly shareCount?: number;
	readonly isShared?: boolean;
	readonly isLocked?: boolean;
} = {}): number {
	return 1 | (shareCount << 1) | (isShared ? 1 << 15 : 0) | (isLocked ? 1 << 22 : 0);
}

/** Flags of a page that is not in the working set. `location`: 0 nowhere, 1 in memory, 2 page file. */
export function invalidPage(location: 0 | 1 | 2, isShared = false): number {
	return (location << 22) | (isShared ? 1 << 15 : 0);
}
