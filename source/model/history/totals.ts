import {type MemoryType, memoryTypes} from '../memory-type.ts';
import type {Summary} from '../summary.ts';

/** The measures that a timeline can show. */
export const totalMeasures = ['committed', 'private', 'totalWs'] as const;

export type TotalMeasure = (typeof totalMeasures)[number];

export type TotalsType = MemoryType | 'Total';

/** What the snapshots of a history come to, a row a snapshot. */
export type TotalsLog = {
	readonly append: (summary: Summary) => void;
	/** Keeps only the rows of which `isKept` says so. */
	readonly keep: (isKept: (row: number) => boolean) => void;
	/** In bytes, NaN where it is unknown. Valid until the log changes. */
	readonly column: (measure: TotalMeasure, type: TotalsType) => Float64Array<ArrayBuffer>;
	/** Bytes that its rows take. */
	readonly bytes: () => number;
};

const firstCapacity = 64;

/** Makes an empty log. */
export function createTotalsLog(): TotalsLog {
	const types: readonly TotalsType[] = ['Total', ...memoryTypes.map(({name}) => name)];
	const columns = new Map(
		totalMeasures.flatMap(measure =>
			types.map((type, row) => [`${measure} ${type}`, {measure, row, values: new Float64Array(firstCapacity)}]),
		),
	);
	let count = 0;
	return {
		append(summary) {
			for (const column of columns.values()) {
				if (count === column.values.length) {
					const grown = new Float64Array(count * 2);
					grown.set(column.values);
					column.values = grown;
				}

				column.values[count] = summary.rows[column.row]?.[column.measure] ?? Number.NaN;
			}

			count++;
		},
		keep(isKept) {
			const rows = Array.from({length: count}, (_, row) => row).filter(row => isKept(row));
			for (const {values} of columns.values()) {
				for (const [target, row] of rows.entries()) {
					values[target] = values[row] ?? Number.NaN;
				}
			}

			count = rows.length;
		},
		column: (measure, type) => columns.get(`${measure} ${type}`)?.values.subarray(0, count) ?? new Float64Array(0),
		bytes: () => columns.size * count * Float64Array.BYTES_PER_ELEMENT,
	};
}
