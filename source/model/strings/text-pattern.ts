/** What finds a text in others, ignoring case. */
export function textPattern(text: string): RegExp {
	return new RegExp(quote(text), 'i');
}

const outsidePrintableAscii = /[^ -~]/;

/**
 * What finds the places where a text in ASCII stands in bytes, as ASCII or as UTF-16, in what `decodeBytes` makes of them;
 * undefined for a text with other characters, which bytes do not show so simply.
 */
export function bytePattern(text: string): RegExp | undefined {
	if (outsidePrintableAscii.test(text)) {
		return undefined;
	}

	const wide = Array.from(text, character => `${quote(character)}\0`).join('');
	return new RegExp(`${quote(text)}|${wide}`, 'gi');
}

function quote(text: string): string {
	return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
