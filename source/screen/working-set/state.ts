import type {EmptiedWorkingSet} from '../../model/inspection.ts';

/** The working set is about to be emptied, or was. */
export type EmptyTool = {
	readonly kind: 'empty';
	readonly step:
		| {readonly kind: 'ask'}
		| {readonly kind: 'working'}
		| {readonly kind: 'done'; readonly result: EmptiedWorkingSet}
		| {readonly kind: 'refused'; readonly sentence: string};
};
