import {constants} from 'node:os';
import type {Range} from '../../../model/inspection.ts';
import type {KnownPageRun} from '../../process-memory.ts';
import {addressOf, lastError} from '../libc.ts';
import {ioctl} from './calls.ts';

/** PAGEMAP_SCAN, _IOWR('f', 16, struct pm_scan_arg): include/uapi/linux/fs.h, Linux 6.7 and later. */
const request = 0xc060_6610;

/** PAGE_IS_PRESENT, PAGE_IS_SWAPPED, PAGE_IS_PFNZERO and, where the kernel knows it, PAGE_IS_GUARD. */
const present = 0x8n;
const swapped = 0x10n;
const zero = 0x20n;
const guard = 0x100n;

/**
 * struct pm_scan_arg, 96 bytes of twelve u64: size, flags, start, end, walk_end, vec, vec_len, max_pages,
 * category_inverted, category_mask, category_anyof_mask, return_mask.
 */
const argument = new BigUint64Array(12);
const argumentAddress = addressOf(new Uint8Array(argument.buffer));

/** struct page_region, 24 bytes: u64 start, end, categories. */
const regionCapacity = 1024;
const regions = new BigUint64Array(3 * regionCapacity);
const regionsAddress = addressOf(new Uint8Array(regions.buffer));

let returned = present | swapped | zero | guard;

/**
 * Asks the kernel for the runs of a range that hold something, in one call for a thousand of them, whatever the size of
 * what is empty. `descriptor` is of /proc/PID/pagemap. Gives the error number where the kernel cannot (ENOTTY before
 * 6.7).
 */
export function scanPages(descriptor: number, {start, end}: Range, most: number): readonly KnownPageRun[] | number {
	const runs: KnownPageRun[] = [];
	let from = BigInt(start);
	while (from < BigInt(end) && runs.length < most) {
		const capacity = Math.min(regionCapacity, most - runs.length);
		argument.set([
			96n,
			0n,
			from,
			BigInt(end),
			0n,
			BigInt(regionsAddress),
			BigInt(capacity),
			0n,
			0n,
			0n,
			present | swapped,
			returned,
		]);
		const count = ioctl(descriptor, request, argumentAddress);
		if (count === -1) {
			const error = lastError();
			if (error === constants.errno.EINVAL && (returned & guard) !== 0n) {
				returned = present | swapped | zero;
				continue;
			}

			return error;
		}

		for (let at = 0; at < count; at++) {
			runs.push(readRun(at));
		}

		// The end of the walk is only told where the room was used up.
		from = count < capacity ? BigInt(end) : (argument[4] ?? BigInt(end));
	}

	return runs;
}

function readRun(at: number): KnownPageRun {
	const categories = regions[at * 3 + 2] ?? 0n;
	return {
		start: Number(regions[at * 3] ?? 0n),
		end: Number(regions[at * 3 + 1] ?? 0n),
		state: (categories & guard) !== 0n ? 'a guard' : (categories & present) !== 0n ? 'in memory' : 'swapped out',
		...((categories & zero) !== 0n && {isZero: true}),
	};
}
