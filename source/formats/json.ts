import {formatAddress} from '../model/format.ts';
import type {Measure} from '../model/measure.ts';
import {memoryTypes} from '../model/memory-type.ts';
import {blockMeasure, isDerived, regionMeasure} from '../model/region-measures.ts';
import {type NumberColumn, regionStart, type Snapshot} from '../model/snapshot.ts';
import {summarize} from '../model/summary.ts';
import {jsonFormat, jsonMeasures, jsonVersion} from './json-schema.ts';
import {quoteJson, quoteText} from './quote-text.ts';

/**
 * A snapshot as JSON, in parts. All sizes are in bytes. What is unknown, empty or false is left out. The head is laid
 * out for eyes; each row of the summary and each region with its blocks is one line, so that text tools can work on it.
 */
export function* writeJson(snapshot: Snapshot): Generator<string> {
	yield '{\n';
	for (const [key, value] of Object.entries(describeHead(snapshot))) {
		if (value !== undefined) {
			yield `${quoteText(key)}: ${quoteJson(value)},\n`;
		}
	}

	const summary = summarize(snapshot).rows.map(row =>
		quoteJson({
			type: row.type,
			...Object.fromEntries(jsonMeasures.slice(0, 8).map(measure => [measure, row[measure]])),
			blocks: row.blocks,
			largest: row.largest,
			...Object.fromEntries(jsonMeasures.slice(8).map(measure => [measure, row[measure]])),
		}),
	);
	yield `"summary": [\n${summary.join(',\n')}\n],\n"regions": [\n`;

	const writeRegion = prepareRegions(snapshot);
	for (let region = 0; region < snapshot.regions.count; region++) {
		yield region === 0 ? writeRegion(region) : `,\n${writeRegion(region)}`;
	}

	yield '\n]\n}\n';
}

function describeHead(snapshot: Snapshot): Readonly<Record<string, unknown>> {
	const {startTime, ...facts} = snapshot.process;
	return {
		format: jsonFormat,
		version: jsonVersion,
		platform: snapshot.platform,
		time: new Date(snapshot.time).toISOString(),
		process: {...facts, startTime: startTime === undefined ? undefined : new Date(startTime).toISOString()},
		pageSize: snapshot.pageSize,
		pageTable: snapshot.pageTable,
		cost: snapshot.cost,
		notices: snapshot.notices.length > 0 ? snapshot.notices : undefined,
		counters: snapshot.counters,
		fields: snapshot.blocks.linux && Object.keys(snapshot.blocks.linux.fields),
	};
}

/** A function that writes one region with its blocks. Each text is quoted once, however many rows have it. */
function prepareRegions(snapshot: Snapshot): (region: number) => string {
	const {blocks, regions} = snapshot;
	const quoted: (string | undefined)[] = [];
	const quote = (column: Uint32Array, row: number): string => {
		const index = column[row] ?? 0;
		quoted[index] ??= quoteText(snapshot.strings[index] ?? '');
		return quoted[index];
	};

	const text = (key: string, column: Uint32Array, row: number): string =>
		column[row] === 0 ? '' : `,"${key}":${quote(column, row)}`;
	const fields = Object.values(blocks.linux?.fields ?? {});
	const types = memoryTypes.map(({name}) => quoteText(name));
	const regionColumns = findColumns(measure => regionMeasure(snapshot, measure));
	const blockColumns = findColumns(measure => blockColumn(snapshot, measure));

	const writeBlock = (row: number): string => {
		let line = `{"address":"${formatAddress(blocks.start[row] ?? 0, 16)}"${numbers(blockColumns, row)}`;
		line += text('protection', blocks.protection, row) + text('details', blocks.details, row);
		if (blocks.linux) {
			const {path, device, vmFlags, offset, inode} = blocks.linux;
			line += text('path', path, row) + text('device', device, row) + text('vmFlags', vmFlags, row);
			line += positive('offset', offset[row]) + positive('inode', inode[row]) + writeFields(fields, row);
		}

		return `${line}}`;
	};

	return region => {
		let line = `{"address":"${formatAddress(regionStart(snapshot, region), 16)}","type":${types[regions.type[region] ?? 0]}`;
		line += text('kind', regions.kind, region);
		line += numbers(regionColumns, region);
		line += text('protection', regions.protection, region) + text('details', regions.details, region);
		line += text('evidence', regions.evidence, region);
		line += regions.isInferred[region] === 1 ? ',"isInferred":true' : '';
		line += regions.runCount ? `,"runs":${regions.runCount[region]}` : '';
		line += ',"blocks":[';
		const first = regions.firstBlock[region] ?? 0;
		const end = regions.firstBlock[region + 1] ?? 0;
		for (let row = first; row < end; row++) {
			line += row === first ? writeBlock(row) : `,${writeBlock(row)}`;
		}

		return `${line}]}`;
	};
}

/** Offset and inode are never unknown, so that 0 can be left out. */
function positive(key: string, value: number | undefined): string {
	return value ? `,"${key}":${value}` : '';
}

type NamedColumn = {readonly measure: Measure; readonly column: NumberColumn};

/** The measures that the snapshot knows, with a column each. */
function findColumns(columnOf: (measure: Measure) => NumberColumn | undefined): readonly NamedColumn[] {
	return jsonMeasures.flatMap(measure => {
		const column = columnOf(measure);
		return column ? [{measure, column}] : [];
	});
}

function blockColumn(snapshot: Snapshot, measure: Measure): NumberColumn | undefined {
	if (!isDerived(measure)) {
		return snapshot.blocks.measures[measure];
	}

	return Float64Array.from(
		{length: snapshot.blocks.count},
		(_, row) => blockMeasure(snapshot, measure, row) ?? Number.NaN,
	);
}

/** One row of each column, those that are known. */
function numbers(columns: readonly NamedColumn[], row: number): string {
	let line = '';
	for (const {measure, column} of columns) {
		const value = column[row];
		if (value !== undefined && !Number.isNaN(value)) {
			line += `,"${measure}":${value}`;
		}
	}

	return line;
}

/** The fields of smaps in the order of the list at the top of the file; left out where all are 0, as in free space. */
function writeFields(fields: readonly NumberColumn[], row: number): string {
	let list = '';
	let isZero = true;
	for (const column of fields) {
		const value = column[row] ?? Number.NaN;
		isZero &&= value === 0;
		list += `${list === '' ? '' : ','}${Number.isNaN(value) ? 'null' : value}`;
	}

	return isZero ? '' : `,"fields":[${list}]`;
}
