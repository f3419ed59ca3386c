/** Chunks that lie in a list of free ones although the chunk behind them says that they are in use. */
export type MarkedChunks = {
	/** Gives false where it was marked before. */
	readonly mark: (chunk: number, list: ListKind) => boolean;
	/** The list that a chunk lies in: a row of `listKinds`; 0 for none. */
	readonly find: (chunk: number) => number;
};

export const listKinds = [undefined, 'cached', 'fast'] as const;
export type ListKind = Exclude<(typeof listKinds)[number], undefined>;

/** Chunks begin at every 16th byte at most. Tables are of so many of them: 1 MiB of heap. */
const unit = 16;
const tableLength = 0x1_0000;
const tableSpan = unit * tableLength;

/** Two bits for each place at which a chunk can begin. */
const placesPerByte = 4;

/** Remembers chunks in 1/64 of the memory that they lie in, or less where they lie close together. */
export function createMarkedChunks(): MarkedChunks {
	const tables = new Map<number, Uint8Array>();
	let lastNumber = -1;
	let last: Uint8Array | undefined;

	function tableOf(chunk: number): Uint8Array | undefined {
		const number = Math.floor(chunk / tableSpan);
		if (number !== lastNumber) {
			lastNumber = number;
			last = tables.get(number);
		}

		return last;
	}

	function find(chunk: number): number {
		const table = tableOf(chunk);
		if (!table) {
			return 0;
		}

		const place = Math.floor((chunk % tableSpan) / unit);
		return ((table[place >> 2] ?? 0) >> ((place & 3) * 2)) & 3;
	}

	function mark(chunk: number, list: ListKind): boolean {
		if (find(chunk) !== 0) {
			return false;
		}

		last ??= new Uint8Array(tableLength / placesPerByte);
		tables.set(lastNumber, last);
		const place = Math.floor((chunk % tableSpan) / unit);
		last[place >> 2] = (last[place >> 2] ?? 0) | (listKinds.indexOf(list) << ((place & 3) * 2));
		return true;
	}

	return {find, mark};
}
