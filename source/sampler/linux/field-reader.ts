import {createByteInterner} from './byte-interner.ts';
import {createFieldColumns, type FieldColumns} from './field-columns.ts';
import {blank, decimalValue, newline, skipBlanks, skipDigits} from './scan.ts';
import {halfWordOf, type TextWindow, wordOf} from './text-window.ts';

/** Reads the lines below a header from a window, into a column a field. */
export type FieldReader = {
	/** Starts with no fields, and columns that have room for `capacity` rows. */
	readonly begin: (capacity: number) => void;
	/**
	 * Reads lines of row `row` as long as each is the field that is expected there, printed as usual. Returns where the
	 * next line begins.
	 */
	readonly readExpected: (at: number, filled: number, row: number) => number;
	/** The number of the field that is expected next; it grew by the lines that `readExpected` read. */
	readonly expected: () => number;
	/**
	 * Reads any line of row `row`, from `at` to its newline at `lineEnd`, that has a name, a colon at `colon`, and a
	 * number. Returns what was expected where the line is malformed.
	 */
	readonly readLine: (at: number, colon: number, lineEnd: number, row: number) => string | undefined;
	/** Ends a row: a field that it did not have is unknown in it. */
	readonly finishRow: (row: number) => void;
	/** The names of all fields by their number. */
	readonly names: () => readonly string[];
	readonly columns: FieldColumns;
};

/** No kernel prints more than some 30 fields. The bound keeps a broken file from filling the memory with columns. */
const maximumFields = 256;

/** show_smap() pads the name of a field, colon included, to 16 characters and its number to 8. */
const nameWidth = 16;
const numberWidth = 8;
const unit = ' kB\n';
const unitAt = nameWidth + numberWidth;
const lineWidth = unitAt + unit.length;
const bytesPerKilobyte = 1024;

/**
 * Makes a reader of what show_smap() in fs/proc/task_mmu.c prints below a header:
 *
 * Rss:                   4 kB
 * THPeligible:           0
 *
 * Fields have numbers in the order in which they first appear. As the kernel prints all mappings alike, field f + 1 is
 * expected after field f, and such a line is compared rather than parsed: the name as two doubles, the number as one,
 * with zero and with the number that the field had last. (A double is the widest word that costs no allocation. Bytes
 * of text are equal when they are equal as doubles; one that is NaN equals nothing, so its line is read by name.)
 * Every other line is read by name, whatever its order, width and unit.
 */
export function createFieldReader(window: TextWindow): FieldReader {
	const {bytes, view} = window;
	const interner = createByteInterner(window);
	const fieldColumns = createFieldColumns();
	const {columns, addColumn, store} = fieldColumns;
	const unitWord = halfWordOf(unit);
	const zero = wordOf('       0');
	// Constants of other modules are slower to reach in the loop.
	const lineFeed = newline;
	const nameStarts = new Float64Array(maximumFields);
	const nameEnds = new Float64Array(maximumFields);
	/** The bytes of a field's last number, and that number. */
	const lastNumbers = new Float64Array(maximumFields);
	const lastValues = new Float64Array(maximumFields);
	/** The last row in which a field was seen, for rows that do not have all fields in order. */
	const lastRows = new Int32Array(maximumFields);
	let expected = 0;
	let isRowComplete = false;

	function begin(capacity: number): void {
		fieldColumns.begin(capacity);
		interner.clear();
		nameStarts.fill(Number.NaN);
		lastNumbers.fill(Number.NaN);
		lastRows.fill(-1);
		expected = 0;
		isRowComplete = false;
	}

	function readExpected(from: number, filled: number, row: number): number {
		const fieldCount = columns.length;
		const first = expected;
		// A shorter line at the very end of the text at hand is left to `readLine`.
		const lastStart = filled - lineWidth;
		let field = first;
		let at = from;
		for (; field < fieldCount && at <= lastStart; field++) {
			if (view.getFloat64(at, true) !== nameStarts[field] || view.getFloat64(at + 8, true) !== nameEnds[field]) {
				break;
			}

			let factor = bytesPerKilobyte;
			let next = at + lineWidth;
			if (view.getInt32(at + unitAt, true) !== unitWord) {
				if (bytes[at + unitAt] !== lineFeed) {
					break;
				}

				factor = 1;
				next = at + unitAt + 1;
			}

			const number = view.getFloat64(at + nameWidth, true);
			if (number !== zero) {
				if (number !== lastNumbers[field]) {
					const value = readPaddedNumber(at + nameWidth);
					if (value === -1) {
						break;
					}

					lastNumbers[field] = number;
					lastValues[field] = value;
				}

				const column = columns[field] ?? addColumn(field);
				column[row] = (lastValues[field] ?? 0) * factor;
			}

			at = next;
		}

		expected = field;
		if (first === 0 && field === fieldCount) {
			isRowComplete = true;
		} else {
			for (let seen = first; seen < field; seen++) {
				lastRows[seen] = row;
			}
		}

		return at;
	}

	/** `      12`; -1 where the bytes are anything but blanks and then digits. */
	function readPaddedNumber(from: number): number {
		const end = from + numberWidth;
		let at = from;
		while (bytes[at] === blank && at < end) {
			at++;
		}

		return at < end && skipDigits(bytes, at) === end ? decimalValue(bytes, at, end) : -1;
	}

	function readLine(at: number, colon: number, lineEnd: number, row: number): string | undefined {
		const numberAt = skipBlanks(bytes, colon + 1);
		const numberEnd = skipDigits(bytes, numberAt);
		const restAt = skipBlanks(bytes, numberEnd);
		const isKilobytes = bytes[restAt] === 0x6b && bytes[restAt + 1] === 0x42;
		if (numberEnd === numberAt || skipBlanks(bytes, isKilobytes ? restAt + 2 : restAt) !== lineEnd) {
			return 'a number, or a number and kB, after the name of a field';
		}

		const field = interner.intern(at, colon) - 1;
		if (field === maximumFields) {
			return `no more than ${maximumFields} different fields`;
		}

		if (field === columns.length) {
			fieldColumns.addField(row);
			expectName(field, at, colon + 1);
		}

		lastRows[field] = row;
		expected = field + 1;
		store(field, row, decimalValue(bytes, numberAt, numberEnd) * (isKilobytes ? bytesPerKilobyte : 1));
		return undefined;
	}

	/** Keeps how the name of a field is printed, unless it is longer than the kernel's are. */
	function expectName(field: number, from: number, to: number): void {
		if (to - from <= nameWidth) {
			const padded = new Uint8Array(nameWidth).fill(blank);
			padded.set(bytes.subarray(from, to));
			const paddedView = new DataView(padded.buffer);
			nameStarts[field] = paddedView.getFloat64(0, true);
			nameEnds[field] = paddedView.getFloat64(8, true);
		}
	}

	function finishRow(row: number): void {
		if (!isRowComplete) {
			for (let field = 0; field < columns.length; field++) {
				if (lastRows[field] !== row) {
					store(field, row, Number.NaN);
				}
			}
		}

		expected = 0;
		isRowComplete = false;
	}

	return {
		begin,
		readExpected,
		expected: () => expected,
		readLine,
		finishRow,
		names: () => interner.decodeAll().slice(1),
		columns: fieldColumns,
	};
}
