import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import {createByteInterner} from './byte-interner.ts';
import {nameColumns} from './field-columns.ts';
import {createFieldReader} from './field-reader.ts';
import {createFlagsReader, flagsName} from './flags-reader.ts';
import {createHeaderReader, headerMalformed, headerOfGatePage} from './header-reader.ts';
import {blank, colon, findByte, newline, skipBlanks} from './scan.ts';
import {halfWordOf, type TextWindow, wordOf} from './text-window.ts';
import {resizeVmaRows} from './vma-rows.ts';

/** Parses the text of smaps, or of maps, while it is read into a window. One parser serves one text after another. */
export type VmaParser = {
	/** Starts a new text. `capacity` is how many mappings to expect: more of them cost a copy, fewer a trim. */
	readonly begin: (capacity: number) => void;
	/** Where in the window the next bytes belong. There is always room for a page of them. */
	readonly end: () => number;
	/** Takes `length` more bytes that were written there. Returns what is wrong with them, if anything is. */
	readonly add: (length: number) => MalformedLine | undefined;
	/** Parses what is left, after the last byte was added. */
	readonly finish: () => ParsedVmas | MalformedLine;
};

export type ParsedVmas = {
	readonly kind: 'parsed';
	readonly vmas: VmaColumns;
	/** Whether a row begins before the end of the one above it: the map changed while it was read. */
	readonly isOutOfOrder: boolean;
};

/** A line that is not what a kernel prints. */
export type MalformedLine = {
	readonly kind: 'malformed';
	/** Counts from 1. */
	readonly line: number;
	readonly expected: string;
};

/** A read() of smaps gives at most a page of text, and less where there is less room. */
const roomForRead = 4096;

/** Makes a parser of text in `window`, which must have room for some pages. */
export function createVmaParser(window: TextWindow): VmaParser {
	const {bytes, view} = window;
	const interner = createByteInterner(window);
	const headers = createHeaderReader(window, interner);
	const fields = createFieldReader(window);
	const flags = createFlagsReader(window, interner);
	const flagsWord = wordOf(flagsName);
	const nameHalfWord = halfWordOf('Name');
	let filled = 0;
	let position = 0;
	let line = 1;
	let row = -1;
	let rows = headers.rows();
	let isAtEnd = false;

	function begin(capacity: number): void {
		interner.clear();
		headers.begin(capacity);
		rows = headers.rows();
		fields.begin(rows.capacity);
		filled = 0;
		position = 0;
		line = 1;
		row = -1;
		isAtEnd = false;
		flags.begin();
	}

	function add(length: number): MalformedLine | undefined {
		filled += length;
		if (window.size - filled >= roomForRead) {
			return undefined;
		}

		const malformed = parseLines();
		if (malformed) {
			return malformed;
		}

		const left = filled - position;
		if (window.size - left < roomForRead) {
			return {kind: 'malformed', line, expected: `a line of less than ${window.size - roomForRead} bytes`};
		}

		bytes.copyWithin(0, position, filled);
		filled = left;
		position = 0;
		return undefined;
	}

	/** Parses all whole lines at hand and moves behind them. */
	function parseLines(): MalformedLine | undefined {
		while (position < filled) {
			const expected = isAtEnd ? skipRest() : isHeader(bytes[position] ?? 0) ? readHeader() : readLine();
			if (expected === lineIncomplete) {
				return undefined;
			}

			if (expected) {
				return {kind: 'malformed', line, expected};
			}

			const firstExpected = fields.expected();
			position = fields.readExpected(position, filled, row);
			line += fields.expected() - firstExpected;
			readFlags();
		}

		return undefined;
	}

	/** Nothing that follows the gate page is memory of the process. */
	function skipRest(): string {
		position = filled;
		return lineIncomplete;
	}

	function readHeader(): string | undefined {
		const next = headers.read(position, filled);
		if (next < 0) {
			isAtEnd = next === headerOfGatePage;
			return next === headerMalformed ? 'a mapping' : lineIncomplete;
		}

		if (row >= 0) {
			fields.finishRow(row);
		}

		row++;
		if (row === rows.capacity) {
			rows = headers.rows();
			fields.columns.grow(rows.capacity);
		}

		position = next;
		line++;
		return undefined;
	}

	function readFlags(): void {
		const next = flags.read(position, filled);
		if (next !== -1) {
			rows.vmFlags[row] = flags.text();
			position = next;
			line++;
		}
	}

	/** Reads a line below a header, whatever it is. Returns what was expected where it is malformed. */
	function readLine(): string | undefined {
		const lineEnd = findByte(bytes, newline, position, filled);
		if (lineEnd === -1) {
			return lineIncomplete;
		}

		if (lineEnd > position) {
			if (row === -1) {
				return 'a mapping before its fields';
			}

			const colonAt = findByte(bytes, colon, position, lineEnd);
			if (colonAt <= position) {
				return 'a mapping, or a field such as `Rss: 4 kB`';
			}

			const expected = readNamedLine(colonAt, lineEnd);
			if (expected) {
				return expected;
			}
		}

		position = lineEnd + 1;
		line++;
		return undefined;
	}

	function readNamedLine(colonAt: number, lineEnd: number): string | undefined {
		const isFlags = view.getFloat64(position, true) === flagsWord;
		// Android before Linux 5.17 prints the name of an anonymous mapping in a line of its own.
		const isName = colonAt - position === 4 && view.getInt32(position, true) === nameHalfWord;
		if (!isFlags && !isName) {
			return fields.readLine(position, colonAt, lineEnd, row);
		}

		const textAt = skipBlanks(bytes, colonAt + 1);
		let textEnd = Math.max(textAt, lineEnd);
		while (textEnd > textAt && bytes[textEnd - 1] === blank) {
			textEnd--;
		}

		const column = isFlags ? rows.vmFlags : rows.path;
		column[row] = interner.intern(textAt, textEnd);
		return undefined;
	}

	function finish(): ParsedVmas | MalformedLine {
		if (filled > 0 && bytes[filled - 1] !== newline) {
			bytes[filled++] = newline;
		}

		const malformed = parseLines();
		if (malformed) {
			return malformed;
		}

		if (row >= 0) {
			fields.finishRow(row);
		}

		const {capacity: count, ...columns} = resizeVmaRows(rows, row + 1);
		const named = nameColumns(fields.names(), fields.columns, count);
		const vmas = {count, ...columns, fields: named, strings: interner.decodeAll()};
		return {kind: 'parsed', vmas, isOutOfOrder: headers.isOutOfOrder()};
	}

	return {begin, end: () => filled, add, finish};
}

/** In place of what was expected: nothing is wrong, but there is no whole line at hand. */
const lineIncomplete = '';

/** A header begins with a lower-case hex digit, a field with a capital letter. */
function isHeader(byte: number): boolean {
	return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
