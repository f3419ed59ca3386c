import {formatCount, formatSize} from '../model/format.ts';
import type {Summary} from '../model/summary.ts';
import {CommandError} from './command-error.ts';
import {exitCodes} from './exit-code.ts';
import {type GrowthLimit, isCount} from './growth-limit.ts';

/** Wide enough for every number. */
const anyWidth = 30;

/**
 * Holds a growth against its limit. Gives the sentence to say where it is above. Throws where it cannot be known: a
 * limit that nobody checks is worse than none.
 */
export function checkGrowth(limit: GrowthLimit, before: Summary, after: Summary): string | undefined {
	const {type, column, most, text} = limit;
	const [one, other] = [before, after].map(({rows}) => rows.find(row => row.type === type)?.[column]);
	if (one === undefined || other === undefined) {
		const side = one === undefined ? 'before' : 'after';
		throw new CommandError(
			`--max-growth ${text} cannot be checked: ${type} ${column} is not known of what was ${side}.`,
			exitCodes.wrongUsage,
		);
	}

	const growth = other - one;
	const allowed = most.kind === 'amount' ? most.amount : (one * most.percent) / 100;
	if (growth <= allowed) {
		return undefined;
	}

	const write = (value: number): string =>
		isCount(column) ? formatCount(value, anyWidth) || '0' : `${formatSize(value, anyWidth) || '0'} K`;
	const share = most.kind === 'percent' && one > 0 ? ` or ${((100 * growth) / one).toFixed(1)}%` : '';
	return `${type} ${column} grew by ${write(growth)}${share}, from ${write(one)} to ${write(other)}: more than ${text} allows.`;
}
