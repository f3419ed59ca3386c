/**
 * The buffer that text of /proc is read into, piece by piece, and parsed in. It is small enough that the text is still
 * in the processor's cache when it is parsed.
 *
 * Parsers read whole words, and look at the first byte of a word before they know that it is there. So `slack` bytes
 * stand behind the last byte that text may take: what is read there is never text, and never out of bounds.
 */
export type TextWindow = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly view: DataView<ArrayBuffer>;
	/** How many bytes of text fit in. */
	readonly size: number;
};

const slack = 64;

/** Makes a window for `size` bytes of text. */
export function createTextWindow(size: number): TextWindow {
	const bytes = new Uint8Array(size + slack);
	return {bytes, view: new DataView(bytes.buffer), size};
}

/** Eight ASCII characters as the double with the same bytes, to be compared with `view.getFloat64(at, true)`. */
export function wordOf(text: string): number {
	return viewOf(text).getFloat64(0, true);
}

/** Four ASCII characters as the integer with the same bytes, to be compared with `view.getInt32(at, true)`. */
export function halfWordOf(text: string): number {
	return viewOf(text).getInt32(0, true);
}

function viewOf(text: string): DataView {
	return new DataView(new TextEncoder().encode(text).buffer);
}
