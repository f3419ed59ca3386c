import type {Measure} from '../measure.ts';

/** What is asked of a region: every term. No terms ask for nothing. */
export type Filter = {
	readonly kind: 'filter';
	readonly terms: readonly FilterTerm[];
};

/** One condition. A region satisfies it when itself or one of its blocks does; negated, when none of them does. */
export type FilterTerm = {readonly isNegated: boolean} & (
	| {readonly kind: 'word'; readonly text: string}
	| {readonly kind: 'text'; readonly field: TextField; readonly text: string}
	| {readonly kind: 'address'; readonly address: number}
	| {
			readonly kind: 'comparison';
			readonly quantity: Quantity;
			readonly comparison: Comparison;
			readonly value: number;
	  }
	| {readonly kind: 'change'; readonly change: DiffWord}
	| {
			readonly kind: 'growth';
			readonly direction: Direction;
			readonly comparison: Comparison;
			readonly value: number;
	  }
);

/** What can be asked of a region of a diff in one word. */
export const diffWords = ['new', 'gone', 'changed'] as const;

export type DiffWord = (typeof diffWords)[number];

/** Whether growth is counted as it is, or loss. */
export type Direction = 'grew' | 'shrank';

export type TextField = 'type' | 'kind' | 'protection' | 'details' | 'evidence';

/** What can be compared: a measure in bytes, or how many blocks a region has. */
export type Quantity = Exclude<Measure, 'swapPss'> | 'blocks';

export const comparisons = ['>=', '<=', '>', '<', '='] as const;

export type Comparison = (typeof comparisons)[number];

/** Why a text is no filter. `at` and `length` say where, in UTF-16 units of the text as strings have them. */
export type FilterMistake = {
	readonly kind: 'mistake';
	readonly at: number;
	readonly length: number;
	readonly sentence: string;
};
