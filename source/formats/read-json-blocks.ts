import {formatAddress} from '../model/format.ts';
import {type StoredMeasure, storedMeasures} from '../model/measure.ts';
import type {BlockColumns, NumberColumn} from '../model/snapshot.ts';
import {checkSizes, type SizeName} from './check-sizes.ts';
import {type JsonObject, readArray, refuse} from './json-value.ts';
import type {TextRows} from './text-rows.ts';

/** The end of a 64-bit address space. */
const addressLimit = 2 ** 64;

/** Columns for `count` blocks, and what fills their rows one after the other. */
export type BlockReader = {
	readonly columns: BlockColumns;
	/** Reads the next block; it belongs to `region`. Throws a SyntaxError where it is none, or not above the last. */
	readonly read: (block: JsonObject, region: number, place: string) => void;
};

/** `fieldNames` says what stands in the `fields` of each block; undefined where no block has what only Linux knows. */
export function createBlockReader(
	count: number,
	fieldNames: readonly string[] | undefined,
	{rowOf}: TextRows,
): BlockReader {
	const size = new Float64Array(count);
	const measures: Partial<Record<StoredMeasure, NumberColumn>> & {size: NumberColumn} = {size};
	const linux = fieldNames && {
		path: new Uint32Array(count),
		offset: new Float64Array(count),
		device: new Uint32Array(count),
		inode: new Float64Array(count),
		vmFlags: new Uint32Array(count),
		fields: Object.fromEntries(fieldNames.map(name => [name, new Float64Array(count)])),
	};
	const fieldColumns = linux ? Object.values(linux.fields) : [];
	const columns = {
		count,
		start: new Float64Array(count),
		region: new Uint32Array(count),
		protection: new Uint32Array(count),
		details: new Uint32Array(count),
		measures,
		...(linux && {linux}),
	};
	let row = 0;
	let end = 0;

	const readMeasure = (measure: StoredMeasure, block: JsonObject, place: string): void => {
		const value = block[measure];
		if (value === undefined) {
			return;
		}

		const column = measures[measure] ?? new Float64Array(count).fill(Number.NaN);
		measures[measure] = column;
		column[row] = toNumber(value, place, measure);
	};

	return {
		columns,
		read(block, region, place) {
			const start = readAddress(block, place);
			if (start < end) {
				refuse(`${place}.address`, `${formatAddress(end, 16)} or above, where the block before ends`);
			}

			for (const measure of storedMeasures) {
				readMeasure(measure, block, place);
			}

			end = start + (size[row] ?? 0);
			if (!(end > start && end <= addressLimit)) {
				refuse(`${place}.size`, 'more than 0, and end within the address space');
			}

			checkJsonSizes(
				measure => measures[measure]?.[row],
				() => `${place}, at ${formatAddress(start, 16)}`,
			);
			columns.start[row] = start;
			columns.region[row] = region;
			columns.protection[row] = rowOf(toText(block, 'protection', place));
			columns.details[row] = rowOf(toText(block, 'details', place));
			if (linux) {
				linux.path[row] = rowOf(toText(block, 'path', place));
				linux.device[row] = rowOf(toText(block, 'device', place));
				linux.vmFlags[row] = rowOf(toText(block, 'vmFlags', place));
				linux.offset[row] = toNumber(block['offset'] ?? 0, place, 'offset');
				linux.inode[row] = toNumber(block['inode'] ?? 0, place, 'inode');
				readFields(block['fields'], fieldColumns, row, place);
			}

			row++;
		},
	};
}

/** What JSON calls the sizes: as we do. */
const names: Readonly<Record<SizeName, string>> = {
	size: 'size',
	committed: 'committed',
	private: 'private',
	totalWs: 'totalWs',
	privateWs: 'privateWs',
	shareableWs: 'totalWs less privateWs',
	sharedWs: 'sharedWs',
	lockedWs: 'lockedWs',
};

/** Refuses a region or a block that no process can have. Throws a SyntaxError that begins with the place. */
export function checkJsonSizes(of: (measure: StoredMeasure) => number | undefined, place: () => string): void {
	checkSizes(
		{
			size: of('size'),
			committed: of('committed'),
			private: of('private'),
			totalWs: of('totalWs'),
			privateWs: of('privateWs'),
			shareableWs: undefined,
			sharedWs: of('sharedWs'),
			lockedWs: of('lockedWs'),
		},
		{place, names, slack: 0},
	);
}

/** The address of a region or a block, 16 hex digits. */
export function readAddress(object: JsonObject, place: string): number {
	const text = toText(object, 'address', place);
	const address = /^[\da-f]{1,16}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
	// Above 2^53 not every number is a double, but every address of a page is.
	return formatAddress(address, 16) === text.padStart(16, '0')
		? address
		: refuse(`${place}.address`, 'the 16 lower-case hex digits of an address of a page');
}

/** The text in a field that may be left out; then it is empty. */
export function toText(object: JsonObject, key: string, place: string): string {
	const value = object[key] ?? '';
	return typeof value === 'string' ? value : refuse(`${place}.${key}`, 'a text');
}

/** `readNumber`, but that the text of the place is only made when it is needed: a large file has millions of numbers. */
function toNumber(value: unknown, place: string, key: string): number {
	return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
		? value
		: refuse(`${place}.${key}`, 'a number, 0 or more');
}

/** Values in the order of the names, null where one is unknown. Where there is no list, all are 0. */
function readFields(value: unknown, columns: readonly NumberColumn[], row: number, place: string): void {
	if (value === undefined) {
		return;
	}

	const values = readArray(value, `${place}.fields`);
	if (values.length !== columns.length) {
		refuse(`${place}.fields`, `a list of ${columns.length}, as many as there are names at the top`);
	}

	for (const [index, column] of columns.entries()) {
		column[row] = values[index] === null ? Number.NaN : toNumber(values[index], place, `fields[${index}]`);
	}
}
