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
	let last = new Uint32Array(0);

	const listStrings = (): readonly string[] => {
		// A map keeps the order in which its keys came, which is that of the rows.
		if (strings.length < rows.size) {
			strings = [...rows.keys()];
		}

		return strings;
	};

	const addText = (text: string): number => {
		const row = rows.get(text) ?? rows.size;
		rows.set(text, row);
		return row;
	};

	const unite = (texts: readonly string[]): Uint32Array<ArrayBuffer> => {
		const known = listStrings();
		const united = new Uint32Array(texts.length);
		for (let index = 0; index < texts.length; index++) {
			const text = texts[index] ?? '';
			// Tables of one process mostly have the same text in the same row: comparing is faster than looking up.
			const likely = last[index] ?? 0;
			united[index] = known[likely] === text ? likely : addText(text);
		}

		last = united;
		return united;
	};

	return {strings: listStrings, unite};
}
