/** Cells of a table that change, equally in several columns. */
export type CellGroup = {
	readonly columns: readonly number[];
	/** Where the changed rows are kept. */
	readonly slots: Uint32Array;
	/** What they become. */
	readonly values: Float64Array;
};

const noCells = new ArrayBuffer(0);

/** Bytes that `packCells` needs. */
export function packedSize(groups: readonly CellGroup[]): number {
	let words = 1;
	let cells = 0;
	for (const {columns, slots} of groups) {
		words += 2 + columns.length + slots.length;
		cells += slots.length;
	}

	return cells === 0 ? 0 : (words + (words % 2)) * 4 + cells * 8;
}

/**
 * Puts cells into one buffer: a typed array of its own for each column would take more than the few cells that change in
 * a second. Layout, 32-bit words: the number of groups; for each the number of columns, the number of cells and the
 * columns; the slots of all groups; a word if the count so far is odd; then as doubles the values of all groups.
 */
export function packCells(groups: readonly CellGroup[]): ArrayBuffer {
	const size = packedSize(groups);
	if (size === 0) {
		return noCells;
	}

	const buffer = new ArrayBuffer(size);
	const words = new Uint32Array(buffer);
	const full = groups.filter(({slots}) => slots.length > 0);
	const cells = full.reduce((sum, {slots}) => sum + slots.length, 0);
	words[0] = full.length;
	let word = 1;
	for (const {columns, slots} of full) {
		words.set([columns.length, slots.length, ...columns], word);
		word += 2 + columns.length;
	}

	let value = size - cells * 8;
	for (const {slots, values} of full) {
		words.set(slots, word);
		word += slots.length;
		new Float64Array(buffer, value, values.length).set(values);
		value += values.length * 8;
	}

	return buffer;
}

/** Reads what `packCells` wrote. The arrays are views of the buffer. */
export function unpackCells(buffer: ArrayBuffer): readonly CellGroup[] {
	if (buffer.byteLength === 0) {
		return [];
	}

	const words = new Uint32Array(buffer);
	const heads: {readonly columns: readonly number[]; readonly count: number}[] = [];
	let word = 1;
	for (let group = 0; group < (words[0] ?? 0); group++) {
		const columnCount = words[word] ?? 0;
		const columns = [...words.subarray(word + 2, word + 2 + columnCount)];
		heads.push({columns, count: words[word + 1] ?? 0});
		word += 2 + columnCount;
	}

	const cells = heads.reduce((sum, {count}) => sum + count, 0);
	let value = buffer.byteLength - cells * 8;
	return heads.map(({columns, count}) => {
		const group = {
			columns,
			slots: words.subarray(word, word + count),
			values: new Float64Array(buffer, value, count),
		};
		word += count;
		value += count * 8;
		return group;
	});
}

/** Makes one change of two: where both change a cell, the later one counts. */
export function mergeCells(earlier: ArrayBuffer, later: ArrayBuffer, slotCount: number): ArrayBuffer {
	const ones = unpackCells(earlier);
	const others = unpackCells(later);
	const pairs = new Map<string, {readonly columns: number[]; readonly one: number; readonly other: number}>();
	const columns = new Set([...ones, ...others].flatMap(group => group.columns));
	for (const column of columns) {
		const one = ones.findIndex(group => group.columns.includes(column));
		const other = others.findIndex(group => group.columns.includes(column));
		const key = `${one} ${other}`;
		const pair = pairs.get(key) ?? {columns: [], one, other};
		pair.columns.push(column);
		pairs.set(key, pair);
	}

	const places = new Int32Array(slotCount);
	const merged = [...pairs.values()].map(({columns: shared, one, other}) => ({
		columns: shared,
		...mergeGroups(ones[one], others[other], places),
	}));
	return packCells(merged);
}

function mergeGroups(one: CellGroup | undefined, other: CellGroup | undefined, places: Int32Array) {
	const size = (one?.slots.length ?? 0) + (other?.slots.length ?? 0);
	const slots = new Uint32Array(size);
	const values = new Float64Array(size);
	let count = 0;
	for (const group of [one, other]) {
		for (let cell = 0; group && cell < group.slots.length; cell++) {
			const slot = group.slots[cell] ?? 0;
			// A slot is at its place only if what stands there says so: `places` is never cleared.
			const place = places[slot] ?? 0;
			const isKnown = place < count && slots[place] === slot;
			const target = isKnown ? place : count;
			places[slot] = target;
			slots[target] = slot;
			values[target] = group.values[cell] ?? 0;
			count += isKnown ? 0 : 1;
		}
	}

	return {slots: slots.subarray(0, count), values: values.subarray(0, count)};
}
