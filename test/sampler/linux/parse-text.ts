import type {VmaColumns} from '../../../source/model/linux/vma-columns.ts';
import type {NumberColumn, TextColumn} from '../../../source/model/snapshot.ts';
import {createTextWindow} from '../../../source/sampler/linux/text-window.ts';
import {createVmaParser, type MalformedLine, type ParsedVmas} from '../../../source/sampler/linux/vma-parser.ts';

/** A window that is small enough for any test text to fill it several times. */
const window = createTextWindow(8192);
const parser = createVmaParser(window);

/**
 * Parses a text that arrives in pieces of `pieceSizes` bytes, in turn. All tests use one parser, as one parser serves
 * all samples: what an earlier text left behind must not matter.
 */
export function parseText(
	text: string | Uint8Array,
	pieceSizes: readonly number[] = [3900],
	capacity = 1,
): ParsedVmas | MalformedLine {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	parser.begin(capacity);
	let at = 0;
	for (let piece = 0; at < bytes.length; piece++) {
		const end = parser.end();
		const length = Math.min(pieceSizes[piece % pieceSizes.length] ?? 1, window.size - end, bytes.length - at);
		window.bytes.set(bytes.subarray(at, at + length), end);
		at += length;
		const malformed = parser.add(length);
		if (malformed) {
			return malformed;
		}
	}

	return parser.finish();
}

/** The VMAs of a text that is well formed. */
export function parseVmas(text: string | Uint8Array, pieceSizes?: readonly number[], capacity?: number): VmaColumns {
	const result = parseText(text, pieceSizes, capacity);
	if (result.kind === 'malformed') {
		throw new Error(`Line ${result.line}: expected ${result.expected}`);
	}

	return result.vmas;
}

/** One VMA as values. A field that it lacks is NaN. */
export type Vma = {
	readonly start: number;
	readonly size: number;
	readonly permissions: string;
	readonly offset: number;
	readonly device: string;
	readonly inode: number;
	readonly path: string;
	readonly vmFlags: string;
	readonly fields: Readonly<Record<string, number>>;
};

/** All rows as values, having checked that every column has exactly as many. */
export function listVmas(vmas: VmaColumns): readonly Vma[] {
	const columns = [
		vmas.start,
		vmas.size,
		vmas.permissions,
		vmas.offset,
		vmas.device,
		vmas.inode,
		vmas.path,
		vmas.vmFlags,
	];
	for (const {length, buffer, byteLength} of [...columns, ...Object.values(vmas.fields)]) {
		if (length !== vmas.count || buffer.byteLength !== byteLength) {
			throw new Error(`A column has ${length} rows and ${buffer.byteLength} bytes for ${vmas.count} mappings`);
		}
	}

	return Array.from({length: vmas.count}, (_, row) => {
		const number = (column: NumberColumn): number => column[row] ?? Number.NaN;
		const text = (column: TextColumn): string => vmas.strings[column[row] ?? 0] ?? '';
		return {
			start: number(vmas.start),
			size: number(vmas.size),
			permissions: text(vmas.permissions),
			offset: number(vmas.offset),
			device: text(vmas.device),
			inode: number(vmas.inode),
			path: text(vmas.path),
			vmFlags: text(vmas.vmFlags),
			fields: Object.fromEntries(Object.entries(vmas.fields).map(([name, column]) => [name, number(column)])),
		};
	});
}
