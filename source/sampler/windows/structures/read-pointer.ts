/** How many bytes a pointer has in the target: 4 in a 32-bit program. */
export type PointerSize = 4 | 8;

/** Reads a pointer. User addresses stay below 2^53, so a number holds them; a value above is rounded. */
export function readPointer(view: DataView, offset: number, size: PointerSize = 8): number {
	const low = view.getUint32(offset, true);
	return size === 4 ? low : view.getUint32(offset + 4, true) * 0x1_0000_0000 + low;
}

/** Reads a handle. All 64 bits count: some handles are negative numbers. */
export function readHandle(view: DataView, offset: number): number | bigint {
	const value = view.getBigUint64(offset, true);
	return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** A view of all bytes of a buffer. */
export function viewOf({buffer, byteOffset, byteLength}: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
	return new DataView(buffer, byteOffset, byteLength);
}

/** Reads UTF-16 text of a known number of characters, or up to its NUL where that is sooner. */
export function readText(bytes: Uint8Array<ArrayBuffer>, offset: number, characters: number): string {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset + offset, characters * 2).toString('utf16le');
	const end = text.indexOf('\0');
	return end === -1 ? text : text.slice(0, end);
}
