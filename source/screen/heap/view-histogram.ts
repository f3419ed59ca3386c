import {formatCount, formatSize} from '../../model/format.ts';
import {sizeClasses} from '../../model/heap/batch-index.ts';
import {type SizeHistogram, sumSizes} from '../../model/heap/size-histogram.ts';
import {memoryTypes, typeCode} from '../../model/memory-type.ts';
import {fitText} from '../../model/text.ts';
import {bold, type Line, type Segment} from '../line.ts';
import {memoizeLastFor} from '../memoize.ts';
import type {HeapTool} from './state.ts';
import {shownTotals} from './view-arenas.ts';

/** Where a class of sizes begins: `512 B`, `1K`. */
const labelWidth = 6;
const bytesWidth = 8;
const countWidth = 11;
const fewestBarCells = 6;

const units = [' B', 'K', 'M', 'G', 'T'];

/** The first class of `SizeHistogram` is of 16 bytes, which is 2 to this. */
const firstPower = 4;

const sum = memoizeLastFor(sumSizes);

/** One line of the histogram: chunks of 2 to the `power` bytes and more, up to the next line. */
type Bar = {readonly power: number; readonly used: number; readonly free: number; readonly count: number};

/** The histogram of the arena that is shown: a heading, then at most `height` bars of the bytes in chunks by their size. */
export function viewHistogram(tool: HeapTool, height: number, width: number): readonly Line[] {
	const bars = sumBars(sum(tool.batches, tool.arena), countsOf(tool), height);
	const largest = Math.max(1, ...bars.map(({used, free}) => used + free));
	const hasCount = width >= labelWidth + bytesWidth + countWidth + fewestBarCells;
	const room = Math.max(0, width - labelWidth - bytesWidth - (hasCount ? countWidth : 0));
	return [
		viewHeading(width, hasCount),
		...bars.map(({power, used, free, count}): Line => {
			const usedCells = cellsOf(used, largest, room);
			const freeCells = Math.min(room - usedCells, cellsOf(free, largest, room));
			return [
				{text: `${sayFrom(power).padStart(labelWidth - 1)} `},
				bar('Heap', usedCells),
				bar('Free', freeCells),
				{text: ' '.repeat(room - usedCells - freeCells)},
				{text: formatSize(used + free, bytesWidth - 1).padStart(bytesWidth)},
				...(hasCount ? [{text: formatCount(count, countWidth - 1).padStart(countWidth)}] : []),
			];
		}),
	];
}

/** What the bars are of, in the colours and with the signs that they have. */
function viewHeading(width: number, hasCount: boolean): Line {
	const key: readonly Segment[] = [bold('K by size: '), bar('Heap', 1), bold(' in use '), bar('Free', 1)];
	const used = key.reduce((cells, {text}) => cells + text.length, 0);
	const count = hasCount ? 'Chunks' : '';
	const rest = width - used;
	return rest < ' free '.length + count.length
		? [bold(fitText('K by size', width))]
		: [...key, bold(' free '), bold(count.padStart(rest - ' free '.length))];
}

/** Powers of two from the smallest to the largest size that there is, several to a line where lines are few. */
function sumBars({used, free}: SizeHistogram, counts: readonly number[], height: number): readonly Bar[] {
	const isThere = (row: number): boolean => (used[row] ?? 0) + (free[row] ?? 0) > 0;
	const rows = Array.from({length: sizeClasses}, (_, row) => row);
	const first = rows.find(isThere) ?? 0;
	const last = rows.findLast(isThere) ?? -1;
	const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, height)));
	const bars: Bar[] = [];
	for (let row = first; row <= last; row += step) {
		const total = (column: ArrayLike<number>): number =>
			Array.from({length: step}, (_, index) => column[row + index] ?? 0).reduce((all, value) => all + value, 0);
		bars.push({power: firstPower + row, used: total(used), free: total(free), count: total(counts)});
	}

	return bars;
}

function countsOf(tool: HeapTool): readonly number[] {
	const {usedHistogram, freeHistogram} = shownTotals(tool);
	return Array.from(
		{length: sizeClasses},
		(_, row) => (usedHistogram[row + firstPower] ?? 0) + (freeHistogram[row + firstPower] ?? 0),
	);
}

/** What is there has at least one cell. */
function cellsOf(bytes: number, largest: number, room: number): number {
	return bytes === 0 ? 0 : Math.max(1, Math.round((bytes / largest) * room));
}

function bar(type: 'Heap' | 'Free', cells: number): Segment {
	const entry = memoryTypes[typeCode(type)];
	return {text: (entry?.sign ?? '').repeat(cells), ...(entry && {look: {background: entry.color}})};
}

/** `512 B`, `1K`: a power of two. */
function sayFrom(power: number): string {
	return `${2 ** (power % 10)}${units[Math.floor(power / 10)] ?? ''}`;
}
