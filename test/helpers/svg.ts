import type {Cell} from './cells.ts';

/** Pixels: a cell of a 14 px monospaced font, as wide as most such fonts are. */
const cellWidth = 8.4;
const cellHeight = 18;
/** From the top of a cell to the line that letters stand on. */
const baseline = 13.5;
const margin = 12;

export type SvgOptions = {
	readonly foreground?: string;
	readonly background?: string;
	/** A line above the screen, as a window has it. */
	readonly title?: string;
};

/** Draws the cells of a screen as an SVG picture: text stays text, with its colours, weight and background. */
export function cellsToSvg(
	rows: readonly (readonly Cell[])[],
	{foreground = '#d3d7cf', background = '#1d1f21', title}: SvgOptions = {},
): string {
	const columns = Math.max(0, ...rows.map(row => row.length));
	const top = margin + (title === undefined ? 0 : cellHeight + margin);
	const width = round(2 * margin + columns * cellWidth);
	const height = top + rows.length * cellHeight + margin;
	const drawn = rows.flatMap((row, index) =>
		runs(row)
			.map(run => runToSvg(run, top + index * cellHeight, {foreground, background}))
			.filter(drawing => drawing !== ''),
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
		`<rect width="100%" height="100%" rx="6" fill="${background}"/>`,
		...(title === undefined
			? []
			: [
					`<text x="${width / 2}" y="${margin + baseline}" text-anchor="middle" fill="${foreground}">${escapeXml(title)}</text>`,
				]),
		...drawn,
		'</svg>\n',
	].join('\n');
}

/** Neighbouring cells that are drawn alike. */
type Run = {readonly column: number; readonly width: number; readonly text: string; readonly style: Cell};

function runs(row: readonly Cell[]): readonly Run[] {
	const found: Run[] = [];
	let column = 0;
	for (const cell of row) {
		const last = found.at(-1);
		// A wide character stands alone, so that what follows it keeps its column in any font.
		if (last && cell.width === 1 && last.width === last.text.length && isDrawnAlike(last.style, cell)) {
			found[found.length - 1] = {...last, width: last.width + 1, text: last.text + cell.text};
		} else if (cell.width > 0) {
			found.push({column, width: cell.width, text: cell.text, style: cell});
		}

		column++;
	}

	return found;
}

function isDrawnAlike(one: Cell, other: Cell): boolean {
	return (
		one.foreground === other.foreground &&
		one.background === other.background &&
		one.isBold === other.isBold &&
		one.isDim === other.isDim &&
		one.isItalic === other.isItalic &&
		one.isUnderlined === other.isUnderlined &&
		one.isInverse === other.isInverse
	);
}

function runToSvg(
	{column, width, text, style}: Run,
	y: number,
	screen: {foreground: string; background: string},
): string {
	const own = {foreground: style.foreground ?? screen.foreground, background: style.background ?? screen.background};
	const colors = style.isInverse ? {foreground: own.background, background: own.foreground} : own;
	const x = round(margin + column * cellWidth);
	const length = round(width * cellWidth);
	const fill =
		colors.background === screen.background
			? ''
			: `<rect x="${x}" y="${y}" width="${length}" height="${cellHeight}" fill="${colors.background}"/>`;
	if (text.trim() === '' && !style.isUnderlined) {
		return fill;
	}

	const attributes = [
		`x="${x}"`,
		`y="${y + baseline}"`,
		`textLength="${length}"`,
		'lengthAdjust="spacingAndGlyphs"',
		'xml:space="preserve"',
		`fill="${colors.foreground}"`,
		...(style.isBold ? ['font-weight="bold"'] : []),
		...(style.isDim ? ['opacity="0.6"'] : []),
		...(style.isItalic ? ['font-style="italic"'] : []),
		...(style.isUnderlined ? ['text-decoration="underline"'] : []),
	];
	return `${fill}<text ${attributes.join(' ')}>${escapeXml(text)}</text>`;
}

function round(pixels: number): number {
	return Math.round(pixels * 10) / 10;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
