import {executable, readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, type VmaScan} from '../vma-scan.ts';
import type {MeasurePiece, Pieces, Recognise, Recogniser, Subject, Unrecognised} from './recogniser.ts';

/** Less than this is not worth reading: malloc maps blocks from 128 KiB on by themselves, arenas are larger still. */
const smallestRegion = 0x1_0000;

/** How many pieces of one region are looked at; evidence says this number too. */
const maximumPieces = 1024;

/** Where nothing is recognised, the next multiple of 2 MB may be the start of what some allocators align so. */
const gapAlignment = 0x20_0000;
const maximumGaps = 16;

type Measured = Pick<Pieces, 'whole' | 'most'> & {readonly looksFor: string; readonly measurePiece: MeasurePiece};

/**
 * Steps through a region from piece to piece, whosever they are, and over what nobody recognises. The region is what fills
 * it: more than half of it, or of what is in memory of it, or all of as many pieces as are looked at.
 */
export function recognisePieces(
	recognisers: readonly Recogniser[],
	subject: Subject,
): {readonly recognise: Recognise; readonly lookedFor: readonly string[]} | undefined {
	const measured = recognisers.flatMap(({pieces, looksFor}): readonly Measured[] => {
		const measurePiece = pieces?.measure(subject);
		return pieces && measurePiece ? [{whole: pieces.whole, most: pieces.most, looksFor, measurePiece}] : [];
	});
	return measured.length === 0
		? undefined
		: {
				recognise: region => judge(subject, region, measured),
				lookedFor: measured.map(({looksFor}) => looksFor),
			};
}

function judge({scan, clues}: Subject, region: Unrecognised, measured: readonly Measured[]): Verdict | undefined {
	const {start, limit} = region;
	if (region.kind !== 'anonymous' || limit - start < smallestRegion || !isData(scan, region)) {
		return;
	}

	const sums = new Map<Measured, number>();
	let address = start;
	let firstGap = limit;
	for (let [piece, gaps] = [0, 0]; piece < maximumPieces && gaps < maximumGaps && address < limit; piece++) {
		const [found, length] = measure(measured, address);
		if (found && address + length <= limit) {
			sums.set(found, (sums.get(found) ?? 0) + length);
			address += length;
		} else {
			gaps++;
			firstGap = Math.min(firstGap, address);
			address = (Math.floor(address / gapAlignment) + 1) * gapAlignment;
		}
	}

	const [largest, sum] = [...sums].reduce<readonly [Measured | undefined, number]>(
		(before, entry) => (entry[1] > before[1] ? entry : before),
		[undefined, 0],
	);
	if (!largest || sum === limit - start) {
		return largest?.whole;
	}

	const isAllThatWasSeen = sums.size === 1 && firstGap === limit;
	return sum * 2 > limit - start ||
		isAllThatWasSeen ||
		(sums.size === 1 && isMostOfMemory(clues.findPages, region, firstGap))
		? largest.most
		: undefined;
}

function measure(measured: readonly Measured[], address: number): readonly [Measured | undefined, number] {
	for (const candidate of measured) {
		const length = candidate.measurePiece(address);
		if (length > 0) {
			return [candidate, length];
		}
	}

	return [undefined, 0];
}

function isData(scan: VmaScan, {first, end}: Unrecognised): boolean {
	for (let row = first; row < end; row++) {
		if (!allows(scan, row, readable | writable) || allows(scan, row, executable)) {
			return false;
		}
	}

	return true;
}

/** Whether more than half of what is in memory lies before an address: the kernel joins it with what was never used. */
function isMostOfMemory(
	findPages: Subject['clues']['findPages'],
	{start, limit}: Unrecognised,
	address: number,
): boolean {
	const before = sumPages(findPages?.(start, address));
	return before > sumPages(findPages?.(address, limit));
}

/** NaN where it is not known. */
function sumPages(runs: ReturnType<NonNullable<Subject['clues']['findPages']>>): number {
	return runs?.reduce((sum, {start, end, state}) => (state === 'a guard' ? sum : sum + end - start), 0) ?? Number.NaN;
}
