import {padText, textWidth} from '../model/text.ts';

export type TextColumn = {
	readonly header: string;
	readonly align: 'left' | 'right';
};

export type TextTable = {
	/** Makes room for the texts of a row. */
	readonly measure: (cells: readonly string[]) => void;
	/** One line: each cell in its column, two blanks between columns, nothing at the end. */
	readonly writeRow: (cells: readonly string[]) => string;
	readonly writeHeading: () => string;
};

/** Lays a table out as text. All rows are measured first and written then, so that none of them has to be kept. */
export function layOutTable(columns: readonly TextColumn[]): TextTable {
	const headers = columns.map(({header}) => header);
	const widths = headers.map(textWidth);
	const writeRow = (cells: readonly string[]): string => {
		const line = columns.map(({align}, index) => {
			const cell = cells[index] ?? '';
			const width = widths[index] ?? 0;
			if (align === 'right') {
				return cell.padStart(width);
			}

			// Blanks up to the longest path of all would only be taken off again.
			return index === columns.length - 1 ? cell : padText(cell, width);
		});
		return `${line.join('  ').trimEnd()}\n`;
	};

	return {
		measure(cells) {
			for (const [index, cell] of cells.entries()) {
				widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
			}
		},
		writeRow,
		writeHeading: () => writeRow(headers),
	};
}
