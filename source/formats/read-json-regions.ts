import {createRegionColumns} from '../model/empty-columns.ts';
import {formatAddress} from '../model/format.ts';
import {memoryTypes, typeCode} from '../model/memory-type.ts';
import type {RegionColumns, Snapshot} from '../model/snapshot.ts';
import {type JsonObject, readArray, readChoice, readObject, readWholeNumber, refuse} from './json-value.ts';
import {createBlockReader, readAddress, toText} from './read-json-blocks.ts';
import {createTextRows, type TextRows} from './text-rows.ts';

/** Reads the list of regions into columns. `fieldNames` says what stands in the `fields` of each block, if anything does. */
export function readRegions(
	list: readonly unknown[],
	fieldNames: readonly string[] | undefined,
): Pick<Snapshot, 'strings' | 'blocks' | 'regions'> {
	const entries = list.map((value, index) => readEntry(value, `regions[${index}]`));
	const texts = createTextRows();
	const regions = createRegionColumns(entries.length);
	const blockCount = entries.reduce((sum, {blocks}) => sum + blocks.length, 0);
	const reader = createBlockReader(blockCount, fieldNames, texts);

	let firstBlock = 0;
	for (const [region, {facts, blocks, place}] of entries.entries()) {
		regions.firstBlock[region] = firstBlock;
		readRegion(facts, region, place, regions, texts);
		for (const [index, value] of blocks.entries()) {
			const blockPlace = `${place}.blocks[${index}]`;
			reader.read(readObject(value, blockPlace), region, blockPlace);
		}

		const start = reader.columns.start[firstBlock] ?? 0;
		if (readAddress(facts, place) !== start) {
			refuse(`${place}.address`, `${formatAddress(start, 16)}, that of its first block`);
		}

		firstBlock += blocks.length;
	}

	regions.firstBlock[entries.length] = firstBlock;
	const runCount = readRunCount(entries);
	return {
		strings: texts.texts,
		blocks: reader.columns,
		regions: {...regions, ...(runCount && {runCount})},
	};
}

/** A region, its blocks and where they stand in the file. */
type Entry = {readonly facts: JsonObject; readonly blocks: readonly unknown[]; readonly place: string};

function readEntry(value: unknown, place: string): Entry {
	const facts = readObject(value, place);
	const blocks = readArray(facts['blocks'], `${place}.blocks`);
	return blocks.length > 0 ? {facts, blocks, place} : refuse(`${place}.blocks`, 'a list of one block or more');
}

const typeNames = memoryTypes.map(({name}) => name);

function readRegion(facts: JsonObject, region: number, place: string, columns: RegionColumns, {rowOf}: TextRows): void {
	columns.type[region] = typeCode(readChoice(facts['type'], typeNames, `${place}.type`));
	columns.kind[region] = rowOf(toText(facts, 'kind', place));
	columns.details[region] = rowOf(toText(facts, 'details', place));
	columns.evidence[region] = rowOf(toText(facts, 'evidence', place));
	columns.protection[region] = rowOf(toText(facts, 'protection', place));
	columns.isInferred[region] = facts['isInferred'] === true ? 1 : 0;
}

/** How many runs of equal protection each region has, where any region says so; else they are its blocks. */
function readRunCount(entries: readonly Entry[]): Uint32Array<ArrayBuffer> | undefined {
	if (entries.every(({facts}) => facts['runs'] === undefined)) {
		return undefined;
	}

	return Uint32Array.from(entries, ({facts, blocks, place}) =>
		facts['runs'] === undefined ? blocks.length : readWholeNumber(facts['runs'], `${place}.runs`),
	);
}
