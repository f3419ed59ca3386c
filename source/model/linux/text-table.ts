/** The texts of one snapshot: those of the VMAs, and those that the model adds, each once. */
export type TextTable = {
	readonly strings: readonly string[];
	/** The row of a text that the model adds. */
	readonly intern: (text: string) => number;
};

/** Begins with the texts of the VMAs, whose rows stay what they are. Row 0 is the empty text. */
export function createTextTable(texts: readonly string[]): TextTable {
	const strings = texts.length === 0 ? [''] : [...texts];
	const added = new Map<string, number>([['', 0]]);
	const intern = (text: string): number => {
		const known = added.get(text);
		if (known !== undefined) {
			return known;
		}

		added.set(text, strings.length);
		strings.push(text);
		return strings.length - 1;
	};

	return {strings, intern};
}
