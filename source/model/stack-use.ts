import {formatPercent} from './format.ts';
import {typeName} from './memory-type.ts';
import {regionMeasure} from './region-measures.ts';
import {sayBytes} from './say.ts';
import {numberAt, type Snapshot} from './snapshot.ts';

/**
 * How much of a stack was ever touched, of what can be touched, and what it reserves besides; undefined for what is no
 * stack, where it is not known, and on Windows, where the blocks say it.
 *
 *     28 KB of 8,192 KB were ever touched, 0.3 %; 4 KB are reserved.
 */
export function sayStackUse(snapshot: Snapshot, region: number): string | undefined {
	if (snapshot.platform !== 'linux' || typeName(snapshot.regions.type[region] ?? 0) !== 'Stack') {
		return;
	}

	const {whole, used} = measureStack(snapshot, region);
	const reserved = (numberAt(regionMeasure(snapshot, 'size'), region) ?? Number.NaN) - whole;
	if (Number.isNaN(used + reserved) || whole <= 0) {
		return;
	}

	const guard = reserved === 0 ? '' : `; ${sayBytes(reserved)} are reserved`;
	return `${sayBytes(used)} of ${sayBytes(whole)} were ever touched, ${formatPercent(used / whole)}${guard}.`;
}

/**
 * Bytes of a stack and of what was ever used of it. Linux: pages in memory and pages swapped out, of what is committed.
 * Windows: what is committed, since it commits a stack as it grows, of what is reserved. NaN is unknown.
 */
export function measureStack(snapshot: Snapshot, region: number): {readonly whole: number; readonly used: number} {
	const measure = (name: 'size' | 'committed' | 'totalWs'): number =>
		numberAt(regionMeasure(snapshot, name), region) ?? Number.NaN;
	if (snapshot.platform === 'windows') {
		return {whole: measure('size'), used: measure('committed')};
	}

	const swap = regionMeasure(snapshot, 'swap');
	return {
		whole: measure('committed'),
		used: measure('totalWs') + (swap ? (numberAt(swap, region) ?? Number.NaN) : 0),
	};
}
