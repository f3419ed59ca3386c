/** What is looked for in memory: any of these rows of bytes. */
export type Needle =
	| {readonly kind: 'needle'; readonly bytes: readonly Uint8Array<ArrayBuffer>[]}
	| {readonly kind: 'mistake'; readonly sentence: string};

/**
 * Reads what somebody typed to be found: `0x` and hex digits, blanks between them or not, are bytes; all else is a text,
 * which stands in memory as UTF-8 or as UTF-16, little-endian.
 */
export function parseNeedle(text: string): Needle {
	const hex = /^\s*0x(?<digits>.*)$/is.exec(text)?.groups?.['digits']?.replaceAll(/\s/g, '');
	if (hex === undefined) {
		return {kind: 'needle', bytes: [new TextEncoder().encode(text), encodeUtf16(text)]};
	}

	const pairs = hex.match(/../g) ?? [];
	return pairs.length === 0 || hex.length % 2 === 1 || /[^\da-f]/i.test(hex)
		? {kind: 'mistake', sentence: 'Bytes are pairs of hex digits behind 0x, as in 0x7f 45 4c 46.'}
		: {kind: 'needle', bytes: [Uint8Array.from(pairs, pair => Number.parseInt(pair, 16))]};
}

function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let at = 0; at < text.length; at++) {
		view.setUint16(at * 2, text.charCodeAt(at), true);
	}

	return bytes;
}
