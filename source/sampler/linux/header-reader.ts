import type {ByteInterner} from './byte-interner.ts';
import {decodeText} from './decode-text.ts';
import {blank, decimalValue, findByte, newline, skipBlanks, skipDigits} from './scan.ts';
import {halfWordOf, type TextWindow, wordOf} from './text-window.ts';
import {createVmaRows, resizeVmaRows, type VmaRows} from './vma-rows.ts';

/** Reads header lines of VMAs from a window, a row each. */
export type HeaderReader = {
	/** Starts with no rows, and room for `capacity`. */
	readonly begin: (capacity: number) => void;
	/**
	 * Reads the line at `at` into a new row. Returns where the next line begins, or one of the negative constants below
	 * where there is no new row.
	 */
	readonly read: (at: number, filled: number) => number;
	readonly rows: () => VmaRows;
	readonly count: () => number;
	/** Whether a row begins before the end of the one above it. */
	readonly isOutOfOrder: () => boolean;
};

/** The text at hand ends within the line. */
export const headerIncomplete = -1;
export const headerMalformed = -2;
/** The line is of the gate page: the last line, and no memory of the process. */
export const headerOfGatePage = -3;

const dash = 0x2d;

/** No user space reaches this address on x86-64, the only architecture that lists its gate page up there. */
const kernelHalf = 2 ** 63;

/** The value of a lower-case hex digit by its byte; 255 for every other byte. */
const hexValues = Uint8Array.from({length: 256}, (_, byte) => {
	const value = '0123456789abcdef'.indexOf(String.fromCharCode(byte));
	return value === -1 ? 255 : value;
});

const powersOf16 = Float64Array.from({length: 9}, (_, power) => 16 ** power);

/**
 * Makes a reader of what show_map_vma() in fs/proc/task_mmu.c prints: a line of maps, or the first of a mapping in smaps.
 *
 * 55613eb4c000-55613eb4d000 r--p 00002000 fe:00 2163243                    /usr/bin/sleep
 * 7f5bdf4f0000-7f5bdf4f1000 rw-p 00000000 00:00 0
 *
 * Addresses and offset have at least 8 digits, one blank is between fields and one after an inode without a name. A
 * name is padded to a column and goes to the end of the line.
 */
export function createHeaderReader(window: TextWindow, interner: ByteInterner): HeaderReader {
	const {bytes, view} = window;
	const {intern, lengthOf, standsAt} = interner;
	// What follows the permissions of a mapping without a file: ` 00000000 00:00 0 `, and the last four bytes again.
	const anonymousStart = wordOf(' 0000000');
	const anonymousMiddle = wordOf('0 00:00 ');
	const anonymousEnd = halfWordOf(' 0 \n');
	const anonymousLength = 19;
	let rows = createVmaRows(1);
	let count = 0;
	let isOutOfOrder = false;
	let lastEnd = 0;
	let anonymousDevice = 0;
	/** The two kinds of permissions that were there last: their four bytes, 0 before there are any, and their text. */
	let lastPermissions = 0;
	let lastPermissionsId = 0;
	let otherPermissions = 0;
	let otherPermissionsId = 0;
	/** The byte after the number that was read last. */
	let position = 0;
	/** The first eight digits of the last end address and their value: the addresses that follow mostly begin alike. */
	let lastDigits = Number.NaN;
	let lastDigitsValue = 0;

	/** Up to 16 hex digits as a number, -1 where there are none or more. */
	function readHex(at: number): number {
		// Two integers of 32 bits are faster than one double.
		let high = 0;
		let low = 0;
		let end = at;
		if (view.getFloat64(at, true) === lastDigits) {
			low = lastDigitsValue;
			end += 8;
		}

		for (let digit = hexValues[bytes[end] ?? 0] ?? 255; digit !== 255; digit = hexValues[bytes[++end] ?? 0] ?? 255) {
			high = (high << 4) | (low >>> 28);
			low = (low << 4) | digit;
		}

		position = end;
		return end === at || end - at > 16 ? -1 : (high >>> 0) * 0x1_0000_0000 + (low >>> 0);
	}

	function rememberDigits(at: number, length: number, value: number): void {
		const digits = view.getFloat64(at, true);
		if (digits !== lastDigits && length >= 8 && length <= 16) {
			lastDigits = digits;
			lastDigitsValue = (value / (powersOf16[length - 8] ?? 1)) | 0;
		}
	}

	function read(at: number, filled: number): number {
		const start = readHex(at);
		const dashAt = position;
		const end = readHex(dashAt + 1);
		rememberDigits(dashAt + 1, position - dashAt - 1, end);
		const permissionsAt = position + 1;
		const restAt = permissionsAt + 4;
		const isWellFormed = start >= 0 && bytes[dashAt] === dash && end > start && bytes[permissionsAt - 1] === blank;
		if (
			isWellFormed &&
			restAt + anonymousLength <= filled &&
			view.getFloat64(restAt, true) === anonymousStart &&
			view.getFloat64(restAt + 8, true) === anonymousMiddle &&
			view.getInt32(restAt + 15, true) === anonymousEnd
		) {
			addRow(start, end, permissionsAt);
			if (anonymousDevice === 0) {
				anonymousDevice = intern(restAt + 10, restAt + 15);
			}

			rows.device[count - 1] = anonymousDevice;
			return restAt + anonymousLength;
		}

		const lineEnd = findByte(bytes, newline, at, filled);
		if (lineEnd === -1) {
			return headerIncomplete;
		}

		return isWellFormed ? readRest(start, end, permissionsAt, lineEnd) : headerMalformed;
	}

	function readRest(start: number, end: number, permissionsAt: number, lineEnd: number): number {
		const offset = readHex(permissionsAt + 5);
		const deviceAt = position + 1;
		let deviceEnd = deviceAt;
		while ((bytes[deviceEnd] ?? 0) > blank) {
			deviceEnd++;
		}

		const inodeAt = deviceEnd + 1;
		const inodeEnd = skipDigits(bytes, inodeAt);
		const pathAt = skipBlanks(bytes, inodeEnd);
		if (
			bytes[permissionsAt + 4] !== blank ||
			offset < 0 ||
			bytes[deviceAt - 1] !== blank ||
			deviceEnd === deviceAt ||
			bytes[deviceEnd] !== blank ||
			inodeEnd === inodeAt ||
			(bytes[inodeEnd] !== blank && bytes[inodeEnd] !== newline) ||
			pathAt > lineEnd
		) {
			return headerMalformed;
		}

		// The page of the vsyscall gate belongs to the kernel: it lies outside user space and VmSize does not count it.
		if (start >= kernelHalf && decodeText(bytes.subarray(pathAt, lineEnd)) === '[vsyscall]') {
			return headerOfGatePage;
		}

		addRow(start, end, permissionsAt);
		const row = count - 1;
		rows.offset[row] = offset;
		rows.device[row] = intern(deviceAt, deviceEnd);
		rows.inode[row] = decimalValue(bytes, inodeAt, inodeEnd);
		// Neighbouring rows are often of one file.
		const above = row === 0 ? 0 : (rows.path[row - 1] ?? 0);
		const isSamePath = lengthOf(above) === lineEnd - pathAt && standsAt(above, pathAt);
		rows.path[row] = isSamePath ? above : intern(pathAt, lineEnd);
		return lineEnd + 1;
	}

	function addRow(start: number, end: number, permissionsAt: number): void {
		if (count === rows.capacity) {
			rows = resizeVmaRows(rows, count * 2);
		}

		isOutOfOrder ||= start < lastEnd;
		lastEnd = end;
		rows.start[count] = start;
		rows.size[count] = end - start;
		rows.permissions[count] = internPermissions(permissionsAt);
		count++;
	}

	function internPermissions(at: number): number {
		const bits = view.getInt32(at, true);
		if (bits !== lastPermissions) {
			// Two kinds of mapping often take turns.
			const id = bits === otherPermissions ? otherPermissionsId : intern(at, at + 4);
			otherPermissions = lastPermissions;
			otherPermissionsId = lastPermissionsId;
			lastPermissions = bits;
			lastPermissionsId = id;
		}

		return lastPermissionsId;
	}

	function begin(capacity: number): void {
		rows = createVmaRows(Math.max(1, capacity));
		count = 0;
		isOutOfOrder = false;
		lastEnd = 0;
		anonymousDevice = 0;
		lastPermissions = 0;
		otherPermissions = 0;
	}

	return {begin, read, rows: () => rows, count: () => count, isOutOfOrder: () => isOutOfOrder};
}
