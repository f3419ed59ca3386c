/** The texts of a snapshot while it is read: each has one row, and row 0 is the empty text. */
export type TextRows = {
	readonly texts: readonly string[];
	/** The row of a text, which is given one where it has none. */
	readonly rowOf: (text: string) => number;
};

export function createTextRows(): TextRows {
	const texts = [''];
	const rows = new Map([['', 0]]);
	return {
		texts,
		rowOf(text) {
			const known = rows.get(text);
			if (known !== undefined) {
				return known;
			}

			rows.set(text, texts.length);
			return texts.push(text) - 1;
		},
	};
}
