import {formatAddress} from '../../model/format.ts';
import type {Platform} from '../../model/snapshot.ts';
import {divideGap, type Gap} from '../../model/windows/free-space.ts';
import {divideLinuxGap, type LinuxSpace} from './linux-gaps.ts';
import type {VmmapRegion, VmmapRow} from './vmmap-region.ts';

/** A region of the file, or what lies between two of them. */
export type LaidOut =
	| {readonly kind: 'region'; readonly region: VmmapRegion}
	| {readonly kind: 'gap'; readonly gap: Gap};

/** What is known of the space between regions. */
export type Space = {
	/** Where free space ends. */
	readonly freeLimit: number;
	/** Of Linux; undefined for Windows, where the rule of 64 KB says what is unusable. */
	readonly linux?: LinuxSpace;
};

/**
 * Checks that regions ascend without overlaps, and puts what is free and unusable between them; nothing where
 * `space` is undefined. Throws a SyntaxError that names the place.
 */
export function layOutRows(
	regions: readonly VmmapRegion[],
	platform: Platform,
	space: Space | undefined,
): readonly LaidOut[] {
	const laidOut: LaidOut[] = [];
	let end = 0;
	const addGap = (start: number, next?: VmmapRegion): void => {
		if (space && start > end) {
			const {freeLimit, linux} = space;
			const gaps = linux
				? divideLinuxGap(end, next, Math.min(start, freeLimit), linux)
				: divideGap(end, start, freeLimit);
			laidOut.push(...gaps.map(gap => ({kind: 'gap', gap}) as const));
		}
	};
	for (const region of regions) {
		if (region.address < end) {
			throw new SyntaxError(
				`${region.place}: the region at ${formatAddress(region.address, 16)} begins before the one above it ends`,
			);
		}

		addGap(region.address, region);
		const last = region.rows.at(-1);
		checkRows(region, platform);
		laidOut.push({kind: 'region', region});
		end = Math.max(region.address + region.size, last ? last.address + last.size : 0);
	}

	addGap(space?.freeLimit ?? 0);
	return laidOut;
}

/** On Linux the segments of a file may have holes between them: there a region spans more than its size. */
function checkRows({address, size, rows, place}: VmmapRegion, platform: Platform): void {
	const holes = platform === 'linux' ? findHoles(rows) : 0;
	let end = address;
	for (const row of rows) {
		if (row.address < end || row.address + row.size > address + size + holes) {
			throw new SyntaxError(
				`${place}: its block at ${formatAddress(row.address, 16)} is not within it and behind the one before`,
			);
		}

		end = row.address + row.size;
	}
}

function findHoles(rows: readonly VmmapRow[]): number {
	return rows.reduce((holes, row, index) => {
		const before = rows[index - 1];
		return before ? holes + Math.max(0, row.address - before.address - before.size) : holes;
	}, 0);
}
