/** Where snapshots stand on a time axis. Columns ascend with time. */
export type TimeColumns = {
	/** Columns from the first snapshot to the last. */
	readonly count: number;
	readonly columnOf: (index: number) => number;
	/** The last snapshot in a column; where there is none, the last one before it. */
	readonly indexAt: (column: number) => number;
	/** Whether a column lies in a time of which nothing is known. */
	readonly isGap: (column: number) => boolean;
	/** Whether a snapshot stands in a column. */
	readonly hasSnapshot: (column: number) => boolean;
};

/** While there is room, a snapshot that comes in the usual time after another stands so many columns behind it. */
const widestStep = 4;

/** Columns that a gap takes, the next snapshot included: two are empty, or one where there are many gaps. */
const gapSteps = [3, 2] as const;

/**
 * Lays snapshots out in `width` columns: as far apart as they are in time, but no farther than they need be, so that a
 * chart begins at the left and grows; once it is full, several stand in one column. A gap takes the same few columns
 * however long it was, or none where there are more gaps than columns for them.
 */
export function layOutTime({
	times,
	isGapBefore,
	width,
}: {
	/** Milliseconds, ascending. */
	readonly times: ArrayLike<number>;
	readonly isGapBefore: (index: number) => boolean;
	readonly width: number;
}): TimeColumns {
	const {length} = times;
	const gaps: number[] = [];
	for (let index = 1; index < length; index++) {
		if (isGapBefore(index)) {
			gaps.push(index);
		}
	}

	const gapStep = gapSteps.find(step => gaps.length * step <= width / 2) ?? 0;
	const last = Math.max(0, width - 1 - gaps.length * gapStep);
	const offsets = measureOffsets(times, new Set(gaps));
	const duration = offsets[length - 1] ?? 0;
	const scale = duration === 0 ? 0 : Math.min(last / duration, widestStep / usualStep(offsets));

	const columns = new Uint32Array(length);
	const empty = new Uint8Array(width + 1);
	let gapCount = 0;
	for (let index = 0; index < length; index++) {
		const isGap = gaps[gapCount] === index;
		gapCount += isGap ? 1 : 0;
		const column = Math.min(last, Math.floor((offsets[index] ?? 0) * scale)) + gapCount * gapStep;
		columns[index] = column;
		if (isGap && gapStep > 0) {
			empty.fill(1, (columns[index - 1] ?? 0) + 1, column);
		}
	}

	const count = length === 0 ? 0 : (columns[length - 1] ?? 0) + 1;
	const lastIn = findLast(columns, count);
	return {
		count,
		columnOf: index => columns[index] ?? 0,
		indexAt: column => lastIn[Math.max(0, Math.min(column, count - 1))] ?? 0,
		isGap: column => empty[column] === 1,
		hasSnapshot: column => columns[lastIn[column] ?? length] === column,
	};
}

/** The time from the first snapshot to each, gaps left out; where no time passes at all, their number. */
function measureOffsets(times: ArrayLike<number>, gaps: ReadonlySet<number>): Float64Array {
	const offsets = new Float64Array(times.length);
	for (let index = 1; index < times.length; index++) {
		const step = gaps.has(index) ? 0 : Math.max(0, (times[index] ?? 0) - (times[index - 1] ?? 0));
		offsets[index] = (offsets[index - 1] ?? 0) + step;
	}

	return offsets.at(-1) === 0 ? offsets.map((_, index) => index) : offsets;
}

/** The time that half of all steps do not exceed. */
function usualStep(offsets: Float64Array): number {
	const steps = Float64Array.from(offsets, (offset, index) => offset - (offsets[index - 1] ?? 0))
		.subarray(1)
		.filter(step => step > 0)
		.sort();
	return steps[Math.floor(steps.length / 2)] ?? 1;
}

/** For each column the last snapshot in it or before it. */
function findLast(columns: Uint32Array, count: number): Uint32Array {
	const last = new Uint32Array(count);
	let next = 0;
	for (let column = 0; column < count; column++) {
		while (next + 1 < columns.length && (columns[next + 1] ?? 0) <= column) {
			next++;
		}

		last[column] = next;
	}

	return last;
}
