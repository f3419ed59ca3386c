import {type DerivedMeasure, derivedMeasures, type Measure, type StoredMeasure} from './measure.ts';
import {type NumberColumn, numberAt, type Snapshot} from './snapshot.ts';

const columnsOfSnapshots = new WeakMap<Snapshot, Map<Measure, NumberColumn | undefined>>();

/**
 * One measure of every region, in bytes, a row a region: the sum over its blocks, unless the snapshot says otherwise,
 * found once a snapshot. A region with a block of which the measure is unknown is NaN: a sum of what happens to be known
 * would say too little. Undefined where the snapshot does not know the measure at all.
 */
export function regionMeasure(snapshot: Snapshot, measure: Measure): NumberColumn | undefined {
	let columns = columnsOfSnapshots.get(snapshot);
	if (!columns) {
		columns = new Map();
		columnsOfSnapshots.set(snapshot, columns);
	}

	if (!columns.has(measure)) {
		columns.set(measure, isDerived(measure) ? deriveColumn(snapshot, measure) : sumBlocks(snapshot, measure));
	}

	return columns.get(measure);
}

/** One measure of one block, in bytes; undefined where it is unknown. */
export function blockMeasure(snapshot: Snapshot, measure: Measure, row: number): number | undefined {
	const {measures} = snapshot.blocks;
	if (!isDerived(measure)) {
		return numberAt(measures[measure], row);
	}

	const {left, right, sign} = operandsOf(measure);
	const leftValue = numberAt(measures[left], row);
	const rightValue = numberAt(measures[right], row);
	return leftValue === undefined || rightValue === undefined ? undefined : leftValue + sign * rightValue;
}

/** Whether a measure follows from two others. */
export function isDerived(measure: Measure): measure is DerivedMeasure {
	return Object.hasOwn(derivedMeasures, measure);
}

/** The two stored measures that a derived one follows from: `left + sign * right`. */
export function operandsOf(measure: DerivedMeasure): {
	readonly left: StoredMeasure;
	readonly right: StoredMeasure;
	readonly sign: 1 | -1;
} {
	const rule = derivedMeasures[measure];
	return 'minus' in rule ? {left: rule.of, right: rule.minus, sign: -1} : {left: rule.of, right: rule.plus, sign: 1};
}

function sumBlocks({blocks, regions}: Snapshot, measure: StoredMeasure): NumberColumn | undefined {
	const column = blocks.measures[measure];
	const own = regions.measures?.[measure];
	if (own) {
		return own;
	}

	// A region of one block each: the sums are the column itself.
	if (!column || regions.count === blocks.count) {
		return column;
	}

	const sums = new Float64Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		const end = regions.firstBlock[region + 1] ?? 0;
		let sum = 0;
		for (let row = regions.firstBlock[region] ?? 0; row < end; row++) {
			sum += column[row] ?? 0;
		}

		sums[region] = sum;
	}

	return sums;
}

function deriveColumn(snapshot: Snapshot, measure: DerivedMeasure): NumberColumn | undefined {
	const {left, right, sign} = operandsOf(measure);
	const leftColumn = regionMeasure(snapshot, left);
	const rightColumn = regionMeasure(snapshot, right);
	return leftColumn && rightColumn && leftColumn.map((value, region) => value + sign * (rightColumn[region] ?? 0));
}
