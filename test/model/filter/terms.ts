import fc from 'fast-check';
import {
	type Comparison,
	comparisons,
	diffWords,
	type FilterTerm,
	type Quantity,
	type TextField,
} from '../../../source/model/filter/term.ts';

const fields: readonly TextField[] = ['type', 'kind', 'protection', 'details', 'evidence'];
const keyOfField: Readonly<Record<TextField, string>> = {
	type: 'type',
	kind: 'kind',
	protection: 'prot',
	details: 'details',
	evidence: 'evidence',
};

const keyOfQuantity: Readonly<Record<Quantity, string>> = {
	size: 'size',
	committed: 'committed',
	private: 'private',
	totalWs: 'ws',
	privateWs: 'privatews',
	shareableWs: 'shareablews',
	sharedWs: 'sharedws',
	lockedWs: 'lockedws',
	pss: 'pss',
	uss: 'uss',
	swap: 'swap',
	dirty: 'dirty',
	referenced: 'referenced',
	huge: 'huge',
	footprint: 'footprint',
	blocks: 'blocks',
};
const quantities = Object.keys(keyOfQuantity) as readonly Quantity[];

const isNegated = fc.boolean();
const text = fc.oneof(
	fc.constantFrom(
		'heap',
		'libc',
		'LIBC',
		'Worker',
		'my file',
		'rw',
		'r-x',
		'rwx',
		'r',
		'-',
		'read/write',
		'dead',
		'1',
		'00',
		'0x10',
		'names',
	),
	fc.string({minLength: 1, maxLength: 5}).filter(value => !value.includes('"')),
);

/** Terms of every kind, many of which match something in the snapshots of `arbitrarySnapshot`. */
export const arbitraryTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
	fc.record({kind: fc.constant('word' as const), text, isNegated}),
	fc.record({kind: fc.constant('text' as const), field: fc.constantFrom(...fields), text, isNegated}),
	fc.record({
		kind: fc.constant('address' as const),
		address: fc.oneof(
			fc.nat(2 ** 21),
			fc.nat(2 ** 30).map(page => page * 4096),
		),
		isNegated,
	}),
	fc.record({
		kind: fc.constant('comparison' as const),
		quantity: fc.constantFrom(...quantities),
		comparison: fc.constantFrom<Comparison>(...comparisons),
		value: fc.oneof(
			fc.nat(5),
			fc.nat(10).map(pages => pages * 4096),
		),
		isNegated,
	}),
	fc.record({kind: fc.constant('change' as const), change: fc.constantFrom(...diffWords), isNegated}),
	fc.record({
		kind: fc.constant('growth' as const),
		direction: fc.constantFrom('grew' as const, 'shrank' as const),
		comparison: fc.constantFrom<Comparison>(...comparisons),
		value: fc.nat(10).map(pages => pages * 4096),
		isNegated,
	}),
);

/** Writes a term as a user would type it. */
export function printTerm(term: FilterTerm): string {
	const sign = term.isNegated ? '!' : '';
	switch (term.kind) {
		case 'word':
			return `${sign}"${term.text}"`;
		case 'text':
			return `${sign}${keyOfField[term.field]}:"${term.text}"`;
		case 'address':
			return `${sign}addr:${term.address.toString(16)}`;
		case 'comparison':
			return `${sign}${keyOfQuantity[term.quantity]}${term.comparison}${term.value}`;
		case 'change':
			return `${sign}${term.change}`;
		case 'growth':
			return `${sign}${term.direction}${term.comparison}${term.value}`;
	}
}
