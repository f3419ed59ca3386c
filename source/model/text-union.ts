/** The texts of several snapshots in one table, each text once. Row 0 is the empty text. */
export type TextUnion = {
	/** All texts so far. The array is never written to: after the next `unite` another one may take its place. */
	readonly strings: () => readonly string[];
	/** Takes in the texts of a snapshot and says for each of its rows which row of the table has that text. */
	readonly unite: (texts: readonly string[]) => Uint32Array<ArrayBuffer>;
};

/** Makes a table with nothing but the empty text in it. */
export function createTextUnion(): TextUnion {
	const rows = new Map([['', 0]]);
	let strings: readonly string[] = [''];
	const unite = (texts: readonly string[]): Uint32Array<ArrayBuffer> => {
		const united = new Uint32Array(texts.length);
		for (let index = 0; index < texts.length; index++) {
			const text = texts[index] ?? '';
			let row = rows.get(text);
			if (row === undefined) {
				row = rows.size;
				rows.set(text, row);
			}

			united[index] = row;
		}

		return united;
	};

	return {
		strings() {
			// A map keeps the order in which its keys came, which is that of the rows.
			if (strings.length < rows.size) {
				strings = [...rows.keys()];
			}

			return strings;
		},
		unite,
	};
}
