/** What JSON.stringify leaves as it is and a terminal or an editor may obey: DEL and C1 controls, line and direction marks. */
const unsafeCharacters = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** A text as a JSON string that can be printed anywhere: names in a process may hold escape sequences. */
export function quoteText(text: string): string {
	return escapeUnsafe(JSON.stringify(text));
}

/** A value as JSON in one line, its texts as `quoteText` has them. */
export function quoteJson(value: unknown): string {
	return escapeUnsafe(JSON.stringify(value));
}

function escapeUnsafe(json: string): string {
	return json.replaceAll(unsafeCharacters, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
