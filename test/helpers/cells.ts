import type {IBuffer, IBufferCell} from '@xterm/headless';

/** How a cell is drawn. Colours are `#rrggbb`; one that is missing is the terminal's own. */
export type CellStyle = {
	readonly foreground?: string;
	readonly background?: string;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isItalic: boolean;
	readonly isUnderlined: boolean;
	readonly isInverse: boolean;
};

/** What stands in one place of the screen. A wide character has width 2 and is followed by a cell of width 0. */
export type Cell = CellStyle & {
	/** The character with what combines with it; a blank where nothing was written. */
	readonly text: string;
	readonly width: 0 | 1 | 2;
};

/** The 16 named colours, as xterm.js draws them by default. */
const namedColors = [
	'#2e3436',
	'#cc0000',
	'#4e9a06',
	'#c4a000',
	'#3465a4',
	'#75507b',
	'#06989a',
	'#d3d7cf',
	'#555753',
	'#ef2929',
	'#8ae234',
	'#fce94f',
	'#729fcf',
	'#ad7fa8',
	'#34e2e2',
	'#eeeeec',
] as const;

/** The brightness of the six steps of each channel in the 6 x 6 x 6 cube of the 256 colours. */
const cubeSteps = [0, 95, 135, 175, 215, 255] as const;

/** Reads the cells that the emulator's screen shows now, top row first. */
export function readCells(buffer: IBuffer, columns: number, rows: number): readonly (readonly Cell[])[] {
	return Array.from({length: rows}, (_, row) => {
		const line = buffer.getLine(buffer.baseY + row);
		return Array.from({length: columns}, (__, column) => {
			const cell = line?.getCell(column);
			return cell ? readCell(cell) : blank;
		});
	});
}

const blank: Cell = {
	text: ' ',
	width: 1,
	isBold: false,
	isDim: false,
	isItalic: false,
	isUnderlined: false,
	isInverse: false,
};

function readCell(cell: IBufferCell): Cell {
	const foreground = colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor());
	const background = colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());
	const width = cell.getWidth();
	return {
		text: cell.getChars() === '' && width > 0 ? ' ' : cell.getChars(),
		width: width === 0 || width === 2 ? width : 1,
		...(foreground === undefined ? {} : {foreground}),
		...(background === undefined ? {} : {background}),
		isBold: cell.isBold() > 0,
		isDim: cell.isDim() > 0,
		isItalic: cell.isItalic() > 0,
		isUnderlined: cell.isUnderline() > 0,
		isInverse: cell.isInverse() > 0,
	};
}

function colorOf(isRgb: boolean, isPalette: boolean, color: number): string | undefined {
	if (isRgb) {
		return hex(color >> 16, (color >> 8) & 0xff, color & 0xff);
	}

	return isPalette ? paletteColor(color) : undefined;
}

/** Finds the colour that a number of the 256-colour palette stands for. */
export function paletteColor(index: number): string {
	const named = namedColors[index];
	if (named !== undefined) {
		return named;
	}

	if (index >= 232) {
		const grey = 8 + 10 * (index - 232);
		return hex(grey, grey, grey);
	}

	const cube = index - 16;
	return hex(step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6));
}

function step(index: number): number {
	return cubeSteps[index] ?? 0;
}

function hex(...channels: readonly number[]): string {
	return `#${channels.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}
