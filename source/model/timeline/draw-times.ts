import type {ChartSpan} from './chart-lines.ts';
import type {TimeColumns} from './lay-out-time.ts';

/** Blanks between two times, at least. */
const leastSpace = 6;

/** Writes times below the axis, each beginning below the snapshot that it belongs to. */
export function drawTimes(
	times: ArrayLike<number>,
	columns: TimeColumns,
	width: number,
	formatTime: (time: number) => string,
): readonly ChartSpan[] {
	let text = '';
	for (let column = 0; column < columns.count; column++) {
		const isNext = text === '' || column >= text.length + leastSpace;
		const label = isNext && columns.hasSnapshot(column) ? formatTime(times[columns.indexAt(column)] ?? 0) : '';
		if (label !== '' && column + label.length <= width) {
			text = text.padEnd(column) + label;
		}
	}

	return [{text: text.padEnd(width), series: undefined, part: 'time'}];
}
