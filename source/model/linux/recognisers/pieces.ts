import {executable, readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, type VmaScan} from '../vma-scan.ts';
import type {Unrecognised} from './recogniser.ts';

/**
 * Tells from what is written at an address what begins there, and its length in bytes; 0 where it is something else.
 * What was mapped one after the other is one VMA to the kernel, so that contents are read one after the other too.
 */
export type MeasureContent = (address: number) => number;

/** What one content says of the region in which it is. */
export type ContentVerdicts = {
	/** Nothing else is in it. */
	readonly whole: Verdict;
	/** More than half of it. */
	readonly most: Verdict;
};

/** Less than this is not worth reading: malloc maps blocks from 128 KiB on by themselves, arenas are larger still. */
const smallestRegion = 0x1_0000;

/** How many pieces of one region are looked at. */
const maximumPieces = 1024;

/**
 * Steps through a region from piece to piece of one content, and over pieces of `others`, up to where nothing is
 * recognised. Says what the region is if it holds mostly this content.
 */
export function judgeContent(
	scan: VmaScan,
	{first, end, start, limit}: Unrecognised,
	verdicts: ContentVerdicts,
	measure: MeasureContent,
	others: readonly MeasureContent[],
): Verdict | undefined {
	if (limit - start < smallestRegion) {
		return;
	}

	for (let row = first; row < end; row++) {
		if (!allows(scan, row, readable | writable) || allows(scan, row, executable)) {
			return;
		}
	}

	let mine = 0;
	let address = start;
	for (let piece = 0; piece < maximumPieces && address < limit; piece++) {
		const length = measure(address);
		const step = length > 0 ? length : (others.map(other => other(address)).find(found => found > 0) ?? 0);
		if (step === 0 || address + step > limit) {
			break;
		}

		mine += length;
		address += step;
	}

	if (mine === limit - start) {
		return verdicts.whole;
	}

	return mine * 2 > limit - start ? verdicts.most : undefined;
}
