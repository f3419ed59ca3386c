const outsidePrintableAscii = /[^ -~]/;

/**
 * What must not reach a terminal: control characters (C0, DEL, C1), format characters (bidi controls, zero-width ones,
 * soft hyphens), line and paragraph separators, lone surrogates, and what a terminal draws as nothing (variation
 * selectors, fillers, tags).
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

const shortEscapes: ReadonlyMap<string, string> = new Map([
	['\n', String.raw`\n`],
	['\r', String.raw`\r`],
	['\t', String.raw`\t`],
	['\u{1B}', String.raw`\e`],
]);

/**
 * Makes a text that comes from elsewhere safe to draw: what would move the cursor, change colours or direction, or not
 * be seen, is spelled out (`\n`, `\e`, `\x07`, `\u{202e}`). Everything else stays, wide characters and accents too. A
 * backslash stays single, because paths on Windows are full of them, so this cannot be undone.
 */
export function escapeText(text: string): string {
	return replaceUnsafe(text, escapeCharacter);
}

/** Writes each character that must not reach a terminal as `write` has it: where a format has an escape of its own. */
export function replaceUnsafe(text: string, write: (character: string) => string): string {
	return outsidePrintableAscii.test(text) ? text.replace(unsafe, write) : text;
}

function escapeCharacter(character: string): string {
	const short = shortEscapes.get(character);
	if (short !== undefined) {
		return short;
	}

	const code = character.codePointAt(0) ?? 0;
	const digits = code.toString(16);
	return code < 0x100 ? String.raw`\x${digits.padStart(2, '0')}` : String.raw`\u{${digits}}`;
}
