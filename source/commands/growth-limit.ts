import {parseSize} from '../model/format.ts';
import {derivedMeasures, storedMeasures} from '../model/measure.ts';
import {type MemoryType, memoryTypes} from '../model/memory-type.ts';
import type {SummaryRow} from '../model/summary.ts';
import {usageError} from './command-error.ts';

/** How much one number of the type table may grow. */
export type GrowthLimit = {
	/** As the user wrote it. */
	readonly text: string;
	readonly type: MemoryType | 'Total';
	readonly column: LimitColumn;
	/** `amount` is in bytes, or a number of things for columns that count; `percent` is of what was before. */
	readonly most:
		| {readonly kind: 'amount'; readonly amount: number}
		| {readonly kind: 'percent'; readonly percent: number};
};

/** The numbers of the type table, by their names in JSON. */
const limitColumns = [
	...storedMeasures,
	...(Object.keys(derivedMeasures) as readonly (keyof typeof derivedMeasures)[]),
	'regions',
	'blocks',
	'largest',
] as const satisfies readonly (keyof SummaryRow)[];

export type LimitColumn = (typeof limitColumns)[number];

/** Whether a column is a number of things and not of bytes. */
export function isCount(column: LimitColumn): boolean {
	return column === 'regions' || column === 'blocks';
}

/**
 * Understands what stands after --max-growth: a column, perhaps with a type before it, and the most that it may grow.
 * Names are as in JSON, in any case; blanks in them do not matter.
 *
 *     private=50M   Heap.committed=10%   "Managed Heap.blocks=100"
 */
export function parseGrowthLimit(text: string): GrowthLimit {
	const match = /^(?:(?<type>[^.=]+)\.)?(?<column>[^.=]+)=(?<most>[^=]+)$/.exec(text)?.groups;
	if (!match) {
		throw usageError(`--max-growth ${text} is not like private=50M or Heap.committed=10%.`);
	}

	const type = find(['Total', ...memoryTypes.map(({name}) => name)], match['type'] ?? 'Total');
	if (type === undefined) {
		throw usageError(`--max-growth ${text}: there is no type ${match['type']}.`);
	}

	const column = find(limitColumns, match['column'] ?? '');
	if (column === undefined) {
		throw usageError(
			`--max-growth ${text}: there is no column ${match['column']}, choose from ${limitColumns.join(', ')}.`,
		);
	}

	const most = parseMost(match['most'] ?? '', column);
	if (most === undefined) {
		const examples = isCount(column) ? '100 or 10%' : '50M or 10%';
		throw usageError(`--max-growth ${text}: ${match['most']} is not an amount like ${examples}.`);
	}

	return {text, type, column, most};
}

function parseMost(text: string, column: LimitColumn): GrowthLimit['most'] | undefined {
	const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
	if (percent !== undefined) {
		return {kind: 'percent', percent: Number(percent)};
	}

	const amount = isCount(column) ? parseCount(text) : parseSize(text);
	return amount === undefined ? undefined : {kind: 'amount', amount};
}

function parseCount(text: string): number | undefined {
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

function find<Name extends string>(names: readonly Name[], text: string): Name | undefined {
	const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');
	return names.find(name => plain(name) === plain(text));
}
