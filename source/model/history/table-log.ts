import {type CellGroup, mergeCells, packCells, packedSize} from './cells.ts';
import type {TableChange} from './compare-tables.ts';
import {createHoldings, type Holdings} from './holdings.ts';
import {gather, writeAll} from './restore-columns.ts';
import type {Column, Table} from './table.ts';

/**
 * The states of one table, one after another: the first in full, each further one as what changed since the one before.
 *
 * A row keeps its slot as long as it is there; a new row gets a new slot behind all others. So a row that comes or goes moves no
 * other: the slots of a state are listed in the order of its rows, as runs of neighbours.
 */
export type TableLog = {
	/** Bytes of all but the first state. */
	readonly changedBytes: () => number;
	/** How many bytes a state would add. */
	readonly sizeOf: (change: TableChange) => number;
	/** Adds the state that follows from the last one. */
	readonly append: (change: TableChange) => void;
	/** The columns of the state at `index`. Those in which nothing changed since the first are its columns. */
	readonly restore: (index: number) => readonly Column[];
	/** Takes out the state at `index`. The others stay as they are. */
	readonly drop: (index: number) => void;
	/** Gives all of it back to the holdings. */
	readonly release: () => void;
};

type State = {
	readonly cells: ArrayBuffer;
	/** Runs of slots, each as first slot and length; undefined where the rows are the slots in their order. */
	readonly runs: Uint32Array<ArrayBuffer> | undefined;
	readonly rowCount: number;
	readonly slotCount: number;
};

/** Begins a log with a table, whose columns it keeps. */
export function createTableLog(first: Table, holdings: Holdings): TableLog {
	let base = first.columns;
	let states: State[] = [{cells: packCells([]), runs: undefined, rowCount: first.count, slotCount: first.count}];
	/** The slot of each row of the last state; undefined where it is the row itself. */
	let slots: Uint32Array | undefined;
	const changes = createHoldings();
	holdings.hold(buffersOf(base));

	const holdState = (state: State): State => {
		holdings.hold(stateBuffers(state));
		changes.hold(stateBuffers(state));
		return state;
	};

	const releaseStates = (released: readonly State[]): void => {
		const buffers = released.flatMap(stateBuffers);
		holdings.release(buffers);
		changes.release(buffers);
	};

	const replaceBase = (columns: readonly Column[]): void => {
		holdings.hold(buffersOf(columns));
		holdings.release(buffersOf(base));
		base = columns;
	};

	const dropFirst = (): void => {
		const [one, next, ...rest] = states;
		if (!one || !next) {
			return;
		}

		replaceBase(writeAll(base, [next.cells], next.slotCount));
		states = [holdState({...next, cells: packCells([])}), ...rest];
		releaseStates([one, next]);
	};

	const dropBetween = (index: number, state: State, next: State): void => {
		const merged = {...next, cells: mergeCells(state.cells, next.cells, next.slotCount)};
		holdState(merged);
		releaseStates([state, next]);
		states.splice(index, 2, merged);
	};

	/** One state alone needs no slots but those of its rows. */
	const tidy = (): void => {
		const [only, ...others] = states;
		if (!only?.runs || others.length > 0) {
			return;
		}

		replaceBase(gather(base, only));
		releaseStates([only]);
		states = [{cells: only.cells, runs: undefined, rowCount: only.rowCount, slotCount: only.rowCount}];
		slots = undefined;
	};

	return {
		changedBytes: changes.bytes,
		sizeOf: ({groups, rows}) => packedSize(groups) + (rows ? (states.at(-1)?.runs?.byteLength ?? 0) + 16 : 0),
		append({groups, rows, table}) {
			const last = states.at(-1);
			if (last && groups.length === 0 && !rows && last.cells.byteLength === 0) {
				// Nothing changed, and nothing had changed before: the state is the same value.
				states.push(holdState(last));
				return;
			}

			let slotCount = last?.slotCount ?? 0;
			let runs = last?.runs;
			if (rows) {
				const next = new Uint32Array(rows.length);
				for (let row = 0; row < rows.length; row++) {
					const origin = rows[row] ?? -1;
					next[row] = origin < 0 ? slotCount++ : (slots?.[origin] ?? origin);
				}

				slots = next;
				runs = toRuns(next);
			}

			const cells = packCells(slots ? groups.map(group => inSlots(group, slots)) : groups);
			states.push(holdState({cells, runs, rowCount: table.count, slotCount}));
		},
		restore(index) {
			const state = states[index];
			if (!state) {
				throw new Error(`The log has no state ${index}`);
			}

			const cells = states.slice(1, index + 1).map(earlier => earlier.cells);
			return gather(writeAll(base, cells, state.slotCount), state);
		},
		drop(index) {
			const state = states[index];
			const next = states[index + 1];
			if (state && next && index > 0) {
				dropBetween(index, state, next);
			} else if (index === 0) {
				dropFirst();
			} else if (state) {
				releaseStates([state]);
				states.pop();
			}

			tidy();
		},
		release() {
			holdings.release(buffersOf(base));
			releaseStates(states);
			base = [];
			states = [];
		},
	};
}

/** The buffers of columns, each once. */
export function buffersOf(columns: readonly Column[]): ReadonlySet<ArrayBuffer> {
	return new Set(columns.map(({buffer}) => buffer));
}

/** Bytes of buffers. */
export function sumBytes(buffers: Iterable<ArrayBuffer>): number {
	let bytes = 0;
	for (const {byteLength} of buffers) {
		bytes += byteLength;
	}

	return bytes;
}

function stateBuffers({cells, runs}: State): readonly ArrayBuffer[] {
	return runs ? [cells, runs.buffer] : [cells];
}

function inSlots(group: CellGroup, slots: Uint32Array | undefined): CellGroup {
	return {...group, slots: group.slots.map(row => slots?.[row] ?? row)};
}

function toRuns(slots: Uint32Array): Uint32Array<ArrayBuffer> {
	const runs: number[] = [];
	for (let row = 0; row < slots.length; ) {
		const first = slots[row] ?? 0;
		let end = row + 1;
		while (end < slots.length && slots[end] === first + end - row) {
			end++;
		}

		runs.push(first, end - row);
		row = end;
	}

	return Uint32Array.from(runs);
}
