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
	for (const [index, {columns, slots}] of groups.entries()) {
		words += headWords + columns.length + (isSameSlots(groups[index - 1]?.slots, slots) ? 0 : slots.length);
		cells += slots.length;
	}

	return cells === 0 ? 0 : (words + (words % 2)) * 4 + cells * 8;
}

/** Words of a group before its columns: how many columns, how many cells, and whether its slots are those of the one before. */
const headWords = 3;

/**
 * Puts cells into one buffer: a typed array of its own for each column would take more than the few cells that change in
 * a second. Layout, 32-bit words: the number of groups; for each the number of columns, the number of cells, 1 where its
 * slots are those of the group before it, and the columns; the slots of all other groups; a word if the count so far is
 * odd; then as doubles the values of all groups.
 */
export function packCells(groups: readonly CellGroup[]): ArrayBuffer {
	const full = groups.filter(({slots}) => slots.length > 0);
	const size = packedSize(full);
	if (size === 0) {
		return noCells;
	}

	const buffer = new ArrayBuffer(size);
	const words = new Uint32Array(buffer);
	words[0] = full.length;
	let head = 1;
	let slot = 1 + full.reduce((sum, {columns}) => sum + headWords + columns.length, 0);
	let value = size - 8 * full.reduce((sum, {slots}) => sum + slots.length, 0);
	for (const [index, {columns, slots, values}] of full.entries()) {
		const isSame = isSameSlots(full[index - 1]?.slots, slots);
		words.set([columns.length, slots.length, isSame ? 1 : 0, ...columns], head);
		head += headWords + columns.length;
		if (!isSame) {
			words.set(slots, slot);
			slot += slots.length;
		}

		new Float64Array(buffer, value, values.length).set(values);
		value += values.length * 8;
	}

	return buffer;
}

function isSameSlots(before: Uint32Array | undefined, slots: Uint32Array): boolean {
	if (before?.length !== slots.length) {
		return false;
	}

	for (let cell = 0; cell < slots.length; cell++) {
		if (before[cell] !== slots[cell]) {
			return false;
		}
	}

	return true;
}

/** Reads what `packCells` wrote. The arrays are views of the buffer. */
export function unpackCells(buffer: ArrayBuffer): readonly CellGroup[] {
	if (buffer.byteLength === 0) {
		return [];
	}

	const words = new Uint32Array(buffer);
	const heads: {readonly columns: readonly number[]; readonly count: number; readonly isSame: boolean}[] = [];
	let word = 1;
	let cells = 0;
	for (let group = 0; group < (words[0] ?? 0); group++) {
		const end = word + headWords + (words[word] ?? 0);
		const count = words[word + 1] ?? 0;
		heads.push({columns: [...words.subarray(word + headWords, end)], count, isSame: words[word + 2] === 1});
		cells += count;
		word = end;
	}

	let value = buffer.byteLength - cells * 8;
	let slots = words.subarray(0, 0);
	return heads.map(({columns, count, isSame}) => {
		if (!isSame) {
			slots = words.subarray(word, word + count);
			word += count;
		}

		const values = new Float64Array(buffer, value, count);
		value += count * 8;
		return {columns, slots, values};
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
