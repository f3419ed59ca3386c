/**
 * Checks of values that JSON.parse gave, of a file that may come from anywhere. Each throws a SyntaxError that names the
 * place and what must stand there.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws: at `place` stands not what must. */
export function refuse(place: string, need: string): never {
	throw new SyntaxError(`${place} must be ${need}`);
}

export function readObject(value: unknown, place: string): JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as JsonObject)
		: refuse(place, 'an object');
}

export function readArray(value: unknown, place: string): readonly unknown[] {
	return Array.isArray(value) ? value : refuse(place, 'a list');
}

export function readText(value: unknown, place: string): string {
	return typeof value === 'string' ? value : refuse(place, 'a text');
}

/** A number that is no less than 0: nothing in a snapshot is negative. */
export function readNumber(value: unknown, place: string): number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0
		? value
		: refuse(place, 'a number, 0 or more');
}

export function readWholeNumber(value: unknown, place: string): number {
	return Number.isSafeInteger(value) ? readNumber(value, place) : refuse(place, 'a whole number, 0 or more');
}

/** A moment as `2026-11-22T20:31:05.120Z`, in milliseconds since 1970. */
export function readTime(value: unknown, place: string): number {
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(time) ? refuse(place, 'a time such as 2026-11-22T20:31:05.120Z') : time;
}

/** One of some texts. */
export function readChoice<Choice extends string>(value: unknown, choices: readonly Choice[], place: string): Choice {
	return choices.find(choice => choice === value) ?? refuse(place, `one of ${choices.join(', ')}`);
}

/** What `read` makes of a value that may be left out. */
export function readOptional<Value>(
	value: unknown,
	read: (value: unknown, place: string) => Value,
	place: string,
): Value | undefined {
	return value === undefined ? undefined : read(value, place);
}
