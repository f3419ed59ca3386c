/**
 * What can have happened to a region or a block between two snapshots. The screen, the help and the filter words are
 * made from this one table.
 */
export const changes = [
	{name: 'same', sign: ' ', definition: 'No measure that is always shown and no text has changed.'},
	{name: 'changed', sign: '~', definition: 'It grew, shrank, or another measure or text of it has changed.'},
	{name: 'new', sign: '+', definition: 'It was not there before.'},
	{name: 'gone', sign: '-', definition: 'It is not there any more.'},
	{name: 'moved', sign: '>', definition: 'It is the same file, thread or heap at another address.'},
	{name: 'split', sign: '/', definition: 'It was a part of a region that was larger before.'},
	{name: 'merged', sign: '\\', definition: 'It is now a part of a region that was smaller before.'},
	{name: 'retyped', sign: '=', definition: 'It has another type than before: a row for each of the two types.'},
] as const satisfies readonly ChangeEntry[];

type ChangeEntry = {
	readonly name: string;
	/** One ASCII character that marks a row where there is no colour. */
	readonly sign: string;
	readonly definition: string;
};

export type Change = (typeof changes)[number]['name'];

/** The row of a change in `changes`: how columns of a diff store it. */
export type ChangeCode = number;

/** The code of each change by its name. */
export const changeCodes = Object.fromEntries(changes.map(({name}, code) => [name, code])) as Readonly<
	Record<Change, ChangeCode>
>;

/** Names the change that a column stores as `code`. */
export function changeName(code: ChangeCode): Change {
	const entry = changes[code];
	if (!entry) {
		throw new Error(`${code} is no code of a change`);
	}

	return entry.name;
}
