/** The texts of one snapshot, each once. Row 0 is the empty text. */
export type Texts = {
	readonly strings: readonly string[];
	/** The row of a text, which is added where it is new. */
	readonly intern: (text: string) => number;
};

/** Makes a table of texts that holds the empty one. */
export function createTexts(): Texts {
	const strings = [''];
	const rows = new Map([['', 0]]);
	const intern = (text: string): number => {
		const known = rows.get(text);
		if (known !== undefined) {
			return known;
		}

		rows.set(text, strings.length);
		return strings.push(text) - 1;
	};

	return {strings, intern};
}
