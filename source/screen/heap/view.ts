import {formatAddress, formatCount, formatPercent, formatSize} from '../../model/format.ts';
import {sumArenas} from '../../model/heap/sum-arenas.ts';
import {sayCount} from '../../model/say.ts';
import {escapeText, fitText, padText, wrapText} from '../../model/text.ts';
import {scrollWindow} from '../../model/window.ts';
import type {Derived} from '../derive.ts';
import {bold, type Line, plain} from '../line.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import {chunksOf, isSorted} from './chunks.ts';
import {layOutHeap} from './layout.ts';
import {smallestMinimum} from './open.ts';
import {type HeapTool, isWithoutHeap} from './state.ts';
import {shownTotals, viewArenas} from './view-arenas.ts';
import {viewHistogram} from './view-histogram.ts';

/** Mark, address of 12 digits (47 bits), size in bytes up to a terabyte, state; and blanks between them. */
const chunkWidth = 42;
const narrowChunkWidth = 36;
const gap = 2;
const narrowestHistogram = 20;
const progressCells = 20;

/** The arenas, below them the chunks of one or of all, and beside those how sizes are distributed. */
export function viewHeap(tool: HeapTool, context: Derived): readonly Line[] {
	const {columns} = context.layout;
	const title: Line = [bold('Heap'), {text: fitText(`  opened on ${tool.title}`, columns - 4)}];
	if (isWithoutHeap(tool)) {
		return [title, ...wrapSentence(describeWalk(tool), columns)];
	}

	const state = plain(fitText(escapeText(describeWalk(tool)), columns));
	const {hasNotice, sentenceLines, arenaRows, chunkRows} = layOutHeap(tool, context);
	const width = columns < 80 ? narrowChunkWidth : chunkWidth;
	const histogramWidth = columns - width - gap;
	const chunks = viewChunks(tool, chunkRows, width);
	const histogram = histogramWidth < narrowestHistogram ? [] : viewHistogram(tool, chunkRows, histogramWidth);
	const listed: Line = [{text: fitText(describeList(tool), columns), look: {isDim: true}}];
	return [
		title,
		state,
		...(hasNotice ? [plain(fitText(`! ${escapeText(tool.notices.join(' '))}`, columns))] : []),
		...viewArenas(tool, arenaRows, columns),
		...wrapInto(describeArena(tool), sentenceLines, columns),
		...(sentenceLines === 0 ? [] : [listed]),
		...Array.from(
			{length: chunkRows + 1},
			(_, row): Line => [
				...(chunks[row] ?? [{text: ' '.repeat(width)}]),
				{text: ' '.repeat(gap)},
				...(histogram[row] ?? []),
			],
		),
	];
}

/** A text in exactly so many lines. */
function wrapInto(text: string, count: number, columns: number): readonly Line[] {
	const [first = '', ...rest] = count === 1 ? [text] : wrapText(text, columns);
	return [first, rest.join(' ')].slice(0, count).map(part => plain(fitText(part, columns)));
}

/** The heading and the rows that fit; only these are ever looked up. */
function viewChunks(tool: HeapTool, height: number, width: number): readonly Line[] {
	const list = chunksOf(tool);
	const row = Math.min(tool.row, Math.max(0, list.count - 1));
	const top = scrollWindow({rowCount: list.count, height, cursor: row, top: tool.top});
	const sizeWidth = width - 2 - 12 - 1 - 9;
	const lines: Line[] = [
		[
			{
				text: padText(`  ${'Address'.padEnd(12)} ${'Size in bytes'.padStart(sizeWidth)} State`, width),
				look: {isBold: true},
			},
		],
	];
	for (let index = top; index < Math.min(list.count, top + height); index++) {
		const chunk = list.at(index);
		if (chunk) {
			const isCursor = index === row;
			const address = formatAddress(chunk.address, 8).padStart(12);
			const size = formatCount(chunk.size, sizeWidth).padStart(sizeWidth);
			const text = padText(`${isCursor ? '>' : ' '} ${address} ${size} ${chunk.state}`, width);
			lines.push([{text, ...(isCursor && tool.panel === 'chunks' && {look: {isInverse: true}})}]);
		}
	}

	return lines;
}

/** What is done of the walk, or why it has ended. */
function describeWalk({progress, end, refusal, batches, arenas}: HeapTool): string {
	const {done, total} = progress ?? {done: 0, total: 0};
	const count = batches.reduce((sum, {sizes}) => sum + sizes.length, 0);
	const share = total === 0 ? 0 : Math.min(1, done / total);
	const chunks = sayCount(count, 'chunk');
	switch (end) {
		case undefined: {
			const cells = Math.floor(share * progressCells);
			const bar = `[${'#'.repeat(cells)}${'.'.repeat(progressCells - cells)}]`;
			return progress
				? `${bar} ${formatPercent(share)}  ${saySize(done)} of ${saySize(total)} read, ${chunks}, Esc stops`
				: 'Looking for the heaps ...';
		}
		case 'refused':
			return `${refusal ?? ''}${count === 0 ? '' : ` ${chunks} had been found.`}`;
		case 'stopped':
			return `Stopped after ${formatPercent(share)}: ${chunks} so far. The figures are of these; r walks again.`;
		case 'full':
			return `The list has the first ${chunks}; the figures of the arenas are of all. r walks again.`;
		case 'complete':
			return `${chunks} in ${saySize(sumArenas(arenas).system)}, read while the process ran; r walks again.`;
	}
}

/** What the table has no room for, or where the heap contradicts itself. */
function describeArena(tool: HeapTool): string {
	if (tool.arenas.length === 0) {
		return tool.end === undefined ? 'First what threads keep of their own is followed, then chunk by chunk.' : '';
	}

	const totals = shownTotals(tool);
	const [place] = totals.inconsistencies;
	if (place) {
		const count = totals.inconsistencyCount;
		return `! inconsistent${count === 1 ? '' : ` in ${formatCount(count, 12)} places`}: ${escapeText(place.sentence)}`;
	}

	const address = totals.address === undefined ? '' : ` at ${formatAddress(totals.address, 8)}`;
	return (
		`${escapeText(totals.name)}${address}: ${sayCount(totals.inUseCount, 'chunk')} in use, ` +
		`${sayCount(totals.cachedCount, 'cached', 'cached')}, ${sayCount(totals.freeCount, 'free', 'free')}; ` +
		`overhead ${saySize(totals.overhead)}, unknown ${saySize(totals.unknown)}`
	);
}

/** What of the chunks is listed, and in which order. */
function describeList(tool: HeapTool): string {
	const list = chunksOf(tool);
	const {group, minimumSize} = tool;
	const which = [
		group === undefined ? '' : `, ${group}`,
		minimumSize === smallestMinimum ? '' : `, of ${formatCount(minimumSize, 20)} bytes and more`,
	].join('');
	const of = list.count === list.total ? '' : ` of ${formatCount(list.total, 15)}`;
	const order = isSorted(tool) ? 'largest first' : 'by address';
	const name = tool.arena === undefined ? 'all' : (tool.arenas[tool.arena]?.name ?? '');
	return `Chunks ${formatCount(list.count, 15) || '0'}${of}  ${escapeText(name)}${which}  ${order}`;
}

function saySize(bytes: number): string {
	const text = formatSize(bytes, 7);
	return text === '' ? '0' : /\d$/.test(text) ? `${text}K` : text;
}
