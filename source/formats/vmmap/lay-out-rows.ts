import {formatAddress} from '../../model/format.ts';
import type {Platform} from '../../model/snapshot.ts';
import {divideGap, type Gap} from '../../model/windows/free-space.ts';
import type {VmmapRegion} from './vmmap-region.ts';

/** A region of the file, or what lies between two of them. */
export type LaidOut =
	| {readonly kind: 'region'; readonly region: VmmapRegion}
	| {readonly kind: 'gap'; readonly gap: Gap};

/**
 * Checks that regions ascend without overlaps, and puts what is free and unusable between them, up to `freeLimit`; none
 * where that is undefined. Throws a SyntaxError that names the place.
 */
export function layOutRows(
	regions: readonly VmmapRegion[],
	platform: Platform,
	freeLimit: number | undefined,
): readonly LaidOut[] {
	const laidOut: LaidOut[] = [];
	let end = 0;
	const addGap = (start: number): void => {
		if (freeLimit !== undefined && start > end) {
			const gaps =
				platform === 'windows' ? divideGap(end, start, freeLimit) : [freeGap(end, Math.min(start, freeLimit))];
			laidOut.push(...gaps.filter(gap => gap.end > gap.start).map(gap => ({kind: 'gap', gap}) as const));
		}
	};
	for (const region of regions) {
		if (region.address < end) {
			throw new SyntaxError(
				`${region.place}: the region at ${formatAddress(region.address, 16)} begins before the one above it ends`,
			);
		}

		addGap(region.address);
		checkRows(region);
		laidOut.push({kind: 'region', region});
		end = region.address + region.size;
	}

	addGap(freeLimit ?? 0);
	return laidOut;
}

function freeGap(start: number, end: number): Gap {
	return {type: 'Free', start, end};
}

function checkRows({address, size, rows, place}: VmmapRegion): void {
	let end = address;
	for (const row of rows) {
		if (row.address < end || row.address + row.size > address + size) {
			throw new SyntaxError(
				`${place}: its block at ${formatAddress(row.address, 16)} is not within it and behind the one before`,
			);
		}

		end = row.address + row.size;
	}
}
