import type {AddressMap, MapSpan} from '../../model/address-map/address-map.ts';
import {findCellTypes, findMainBlock, noType} from '../../model/address-map/cell-types.ts';
import {measureFreeSpace} from '../../model/address-map/free-space.ts';
import {formatAddress, formatCount, formatPercent, formatSize} from '../../model/format.ts';
import {memoryTypes, typeName} from '../../model/memory-type.ts';
import {type Snapshot, textAt} from '../../model/snapshot.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {bold, dim, type Line, type Look, plain, type Segment} from '../line.ts';
import {memoizeLast} from '../memoize.ts';
import {type MapPlace, placeMap} from './map-place.ts';
import type {AddressMapTool} from './state.ts';

/** The widest that a size is written in running text. */
const sizeWidth = 7;

/** The map: a title, what is free, the rows that fit, and what the cell under the cursor is. */
export function viewAddressMap(tool: AddressMapTool, context: Derived): readonly Line[] {
	const {snapshot, layout} = context;
	const place = placeMap(tool, context);
	const {map, top, height} = place;
	const shown = Math.min(height, map.rowCount - top);
	const rows = drawRows(snapshot, map, top, shown).map((line, index) =>
		top + index === place.row ? markCursor(line, place, snapshot) : line,
	);
	return [
		viewTitle(`  a cell is ${size(map.cellSize)}, ${rowsText(place)}`, snapshot, layout.columns),
		plain(fitText(freeText(snapshot), layout.columns)),
		...rows,
		...Array.from({length: height - shown}, () => plain('')),
		[{text: fitText(cursorText(place, snapshot), layout.columns), look: {isBold: true}}],
	];
}

function rowsText({map, top, height}: MapPlace): string {
	return map.rowCount <= height
		? 'all is shown'
		: `rows ${top + 1} to ${Math.min(map.rowCount, top + height)} of ${formatCount(map.rowCount, 12)}`;
}

/** The title, and at its right what the colours and signs stand for: the types that are there, as far as they fit. */
function viewTitle(text: string, snapshot: Snapshot, columns: number): Line {
	const title = 'Address map';
	const fitted = fitText(text, columns - title.length);
	let room = columns - title.length - fitted.length;
	const segments: Segment[] = [bold(title), {text: fitted}];
	for (const type of new Set(snapshot.regions.type.slice(0, snapshot.regions.count).toSorted())) {
		const name = ` ${typeName(type)}`;
		if (name.length + 3 <= room) {
			segments.push({text: '  '}, cells(type, 1), {text: name});
			room -= name.length + 3;
		}
	}

	return segments;
}

const measureFree = memoizeLast(measureFreeSpace);

function freeText(snapshot: Snapshot): string {
	const {total, pieces, largest, largestStart, fragmentation} = measureFree(snapshot);
	return largestStart === undefined || fragmentation === undefined
		? 'No address space is free.'
		: `Free ${size(total)} in ${formatCount(pieces, 12)} pieces, fragmentation ${formatPercent(fragmentation)}, ` +
				`largest ${size(largest)} at ${formatAddress(largestStart, snapshot.process.addressDigits)}`;
}

function cursorText({start, end, block}: MapPlace, snapshot: Snapshot): string {
	const {blocks, regions, process} = snapshot;
	const address = formatAddress(start, process.addressDigits);
	if (block === undefined) {
		return `${address}  nothing is known`;
	}

	const region = blocks.region[block] ?? 0;
	const blockStart = blocks.start[block] ?? 0;
	const isWithin = blockStart >= start && blockStart > 0;
	const parts = [
		typeName(regions.type[region] ?? 0),
		size(blocks.measures.size[block]),
		isWithin ? `at ${formatAddress(blockStart, process.addressDigits)}` : '',
		textAt(snapshot, blocks.protection, block),
		textAt(snapshot, regions.kind, region),
		textAt(snapshot, regions.details, region),
	].filter(part => part !== '');
	return `${address}  ${size(end - start)}:  ${escapeText(parts.join('  '))}`;
}

/** The rows that are visible. Moving the cursor changes none of them. */
const drawRows = memoizeLast((snapshot: Snapshot, map: AddressMap, top: number, count: number): readonly Line[] =>
	Array.from({length: count}, (_, index) => drawRow(snapshot, map, map.spansOf(top + index))),
);

function drawRow(snapshot: Snapshot, map: AddressMap, spans: readonly MapSpan[]): Line {
	const [first] = spans;
	const start = first?.kind === 'cells' ? first.from : (snapshot.blocks.start[first?.block ?? 0] ?? 0);
	const address = formatAddress(start, snapshot.process.addressDigits);
	return [
		dim(`${address} `),
		...spans.flatMap(span =>
			span.kind === 'folded' ? drawFolded(snapshot, span.block, span.width) : drawCells(snapshot, map.cellSize, span),
		),
	];
}

/** `- 63.7T `: the sign of its type and its size. */
function drawFolded({blocks, regions}: Snapshot, block: number, width: number): readonly Segment[] {
	const type = regions.type[blocks.region[block] ?? 0] ?? 0;
	return [cells(type, 1), dim(` ${size(blocks.measures.size[block], width - 3)}`.padEnd(width - 1))];
}

function drawCells(
	snapshot: Snapshot,
	cellSize: number,
	{start, from, to, width}: Extract<MapSpan, {kind: 'cells'}>,
): readonly Segment[] {
	const types = findCellTypes(snapshot, start, cellSize, width);
	// In its first and its last cell a neighbour may begin that is shown elsewhere.
	for (const cell of new Set([0, width - 1])) {
		const cellStart = start + cell * cellSize;
		types[cell] = typeOf(snapshot, Math.max(from, cellStart), Math.min(to, cellStart + cellSize));
	}

	const segments: Segment[] = [];
	for (let cell = 0; cell < width; ) {
		const type = types[cell] ?? noType;
		let next = cell + 1;
		while (next < width && (types[next] ?? noType) === type) {
			next++;
		}

		segments.push(cells(type, next - cell));
		cell = next;
	}

	return segments;
}

function typeOf(snapshot: Snapshot, start: number, end: number): number {
	const block = findMainBlock(snapshot, start, end);
	return block === undefined ? noType : (snapshot.regions.type[snapshot.blocks.region[block] ?? 0] ?? noType);
}

function cells(type: number, count: number): Segment {
	return {text: sign(type).repeat(count), look: lookOf(type)};
}

function sign(type: number): string {
	return memoryTypes[type]?.sign ?? ' ';
}

/** Free space has the ground of the terminal, so that what is there stands out. */
function lookOf(type: number): Look {
	const entry = memoryTypes[type];
	return entry === undefined || entry.name === 'Free' ? {isDim: true} : {background: entry.color};
}

/** The row with the cells under the cursor inverse, after the address, which is its first segment. */
function markCursor(line: Line, {column, width}: MapPlace, {process}: Snapshot): Line {
	let at = -process.addressDigits - 1;
	return line.flatMap(({text, look}): Segment[] => {
		const from = at;
		at += text.length;
		const first = Math.max(0, column - from);
		const last = Math.min(text.length, column + width - from);
		if (last <= first) {
			return [{text, ...(look && {look})}];
		}

		return [
			{text: text.slice(0, first), ...(look && {look})},
			{text: text.slice(first, last), look: {isInverse: true, isBold: true}},
			{text: text.slice(last), ...(look && {look})},
		];
	});
}

/** A size with its unit, which for K is one character more. */
function size(bytes: number | undefined, width = sizeWidth): string {
	const text = formatSize(bytes, width);
	if (!/\d$/.test(text)) {
		return text;
	}

	return text.length < width ? `${text}K` : size(bytes, width - 1);
}
