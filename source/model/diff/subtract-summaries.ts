import type {Summary, SummaryRow} from '../summary.ts';

/**
 * The differences of two tables of types, after less before, in regions and blocks too. A difference with what is
 * unknown on either side is unknown.
 */
export function subtractSummaries(before: Summary, after: Summary): Summary {
	const types = after.types.map((row, code) => subtractRows(before.types[code], row));
	const total = subtractRows(before.total, after.total);
	return {rows: [total, ...types], total, types};
}

function subtractRows(before: SummaryRow | undefined, after: SummaryRow): SummaryRow {
	const differences = Object.entries(after).map(([name, value]) => {
		const old = before?.[name as keyof SummaryRow];
		return [name, typeof value === 'number' && typeof old === 'number' ? value - old : undefined];
	});
	return {...(Object.fromEntries(differences) as SummaryRow), type: after.type};
}
