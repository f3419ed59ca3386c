import {isDiffSnapshot} from '../diff/diff-view.ts';
import {markRegionsAt} from '../diff/find-listed.ts';
import {regionGrowth} from '../diff/growth.ts';
import {lowerBound} from '../numbers/lower-bound.ts';
import {countBlocks} from '../region-counts.ts';
import {isDerived, operandsOf, regionMeasure} from '../region-measures.ts';
import type {NumberColumn, Snapshot} from '../snapshot.ts';
import type {Selection} from './selection.ts';
import type {Comparison, FilterTerm, Quantity} from './term.ts';

/** What a comparison accepts, as bits: the number is less, equal, greater. One that is unknown is none of them. */
const acceptedOrders: Readonly<Record<Comparison, number>> = {'<': 1, '=': 2, '<=': 3, '>': 4, '>=': 6};

/**
 * Selects the regions that satisfy a comparison. What is unknown satisfies none: a negated one neither, so a region of
 * which the number is unknown is then not selected.
 */
export function matchComparison(snapshot: Snapshot, term: Extract<FilterTerm, {kind: 'comparison'}>): Selection {
	const {quantity, value, isNegated} = term;
	const {blocks, regions} = snapshot;
	const accepted = acceptedOrders[term.comparison];
	const selection = new Uint8Array(regions.count);
	const ofRegions = regionNumbers(snapshot, quantity);
	if (!ofRegions) {
		return selection;
	}

	for (let row = 0; row < ofRegions.length; row++) {
		selection[row] = accepts(accepted, ofRegions[row] ?? Number.NaN, value);
	}

	// Where each region is one block and has no numbers of its own, the blocks would only say the same again.
	const areSame = regions.count === blocks.count && !regions.measures;
	const ofBlocks = areSame ? undefined : blockNumbers(snapshot, quantity);
	if (ofBlocks) {
		for (let row = 0; row < ofBlocks.length; row++) {
			const region = blocks.region[row] ?? 0;
			selection[region] = (selection[region] ?? 0) | accepts(accepted, ofBlocks[row] ?? Number.NaN, value);
		}
	}

	return isNegated ? negateKnown(selection, ofRegions) : selection;
}

/** Selects the regions of a diff that grew or shrank by so much; none where no diff is shown. */
export function matchGrowth(snapshot: Snapshot, term: Extract<FilterTerm, {kind: 'growth'}>): Selection {
	const {direction, comparison, value, isNegated} = term;
	const selection = new Uint8Array(snapshot.regions.count);
	const growth = isDiffSnapshot(snapshot) ? regionGrowth(snapshot) : undefined;
	if (!growth) {
		return selection;
	}

	const sign = direction === 'grew' ? 1 : -1;
	for (let region = 0; region < growth.length; region++) {
		selection[region] = accepts(acceptedOrders[comparison], sign * (growth[region] ?? 0), value);
	}

	return isNegated ? negateKnown(selection, growth) : selection;
}

/** Selects the one region that holds an address, if any does; in a diff, those that held it in either snapshot. */
export function matchAddress(snapshot: Snapshot, address: number): Selection {
	const {blocks, regions} = snapshot;
	if (isDiffSnapshot(snapshot)) {
		return markRegionsAt(snapshot, address);
	}

	const selection = new Uint8Array(regions.count);
	const following = lowerBound(blocks.start, address);
	const block = blocks.start[following] === address ? following : following - 1;
	const region = blocks.region[block];
	if (region === undefined) {
		return selection;
	}

	const lastBlock = (regions.firstBlock[region + 1] ?? 0) - 1;
	const end = (blocks.start[lastBlock] ?? 0) + (blocks.measures.size[lastBlock] ?? 0);
	selection[region] = address < end ? 1 : 0;
	return selection;
}

function accepts(accepted: number, number: number, value: number): 0 | 1 {
	const order = number > value ? 4 : number < value ? 1 : number === value ? 2 : 0;
	return (accepted & order) === 0 ? 0 : 1;
}

function negateKnown(selection: Selection, numbers: NumberColumn | Uint32Array): Selection {
	for (let region = 0; region < selection.length; region++) {
		selection[region] = selection[region] === 1 || Number.isNaN(numbers[region]) ? 0 : 1;
	}

	return selection;
}

function regionNumbers(snapshot: Snapshot, quantity: Quantity): NumberColumn | Uint32Array | undefined {
	return quantity === 'blocks' ? countBlocks(snapshot) : regionMeasure(snapshot, quantity);
}

/** Undefined for the number of blocks, which a block does not have, and where the measure is unknown. */
function blockNumbers({blocks}: Snapshot, quantity: Quantity): NumberColumn | undefined {
	if (quantity === 'blocks') {
		return undefined;
	}

	if (!isDerived(quantity)) {
		return blocks.measures[quantity];
	}

	const {left, right, sign} = operandsOf(quantity);
	const leftColumn = blocks.measures[left];
	const rightColumn = blocks.measures[right];
	if (!leftColumn || !rightColumn) {
		return undefined;
	}

	const numbers = new Float64Array(blocks.count);
	for (let row = 0; row < blocks.count; row++) {
		numbers[row] = (leftColumn[row] ?? 0) + sign * (rightColumn[row] ?? 0);
	}

	return numbers;
}
