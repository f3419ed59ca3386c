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

/** Makes an empty log. A column that is 0 in every row takes no room: most processes have no memory of some types. */
export function createTotalsLog(): TotalsLog {
	const types: readonly TotalsType[] = ['Total', ...memoryTypes.map(({name}) => name)];
	const columns = new Map<string, Float64Array<ArrayBuffer>>();
	let count = 0;

	const put = (key: string, value: number): void => {
		let column = columns.get(key);
		if (!column && value === 0) {
			return;
		}

		if (!column || count === column.length) {
			const grown = new Float64Array(Math.max(firstCapacity, count * 2));
			grown.set(column ?? []);
			columns.set(key, grown);
			column = grown;
		}

		column[count] = value;
	};

	return {
		append({rows}) {
			for (const measure of totalMeasures) {
				for (const [row, type] of types.entries()) {
					put(`${measure} ${type}`, rows[row]?.[measure] ?? Number.NaN);
				}
			}

			count++;
		},
		keep(isKept) {
			const rows = Array.from({length: count}, (_, row) => row).filter(row => isKept(row));
			for (const column of columns.values()) {
				for (const [target, row] of rows.entries()) {
					column[target] = column[row] ?? 0;
				}

				// What is behind the last row is taken for 0.
				column.fill(0, rows.length);
			}

			count = rows.length;
		},
		column: (measure, type) => columns.get(`${measure} ${type}`)?.subarray(0, count) ?? new Float64Array(count),
		bytes: () => columns.size * count * Float64Array.BYTES_PER_ELEMENT,
	};
}
