import stringWidth from 'string-width';

export {escapeText} from './escape.ts';

const outsidePrintableAscii = /[^ -~]/;
/** ASCII, since a line with any other character costs Ink twice as much. */
const ellipsis = '...';
/** Made when the first text is cut that is not ASCII: that takes 8 ms, of which a start has few. */
let segmenter: Intl.Segmenter | undefined;

/** Where a path begins: `/lib`, `C:\lib`, `C:/lib`, `\\server`. */
const pathStart = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

/** How many cells of a terminal an escaped text takes. */
export function textWidth(text: string): number {
	return outsidePrintableAscii.test(text) ? stringWidth(text) : text.length;
}

/** Cuts an escaped text to at most `width` cells; where something is cut away, it ends with `...`. */
export function fitText(text: string, width: number): string {
	if (textWidth(text) <= width) {
		return text;
	}

	return width <= ellipsis.length
		? ellipsis.slice(0, Math.max(0, width))
		: takeStart(text, width - ellipsis.length) + ellipsis;
}

/** Cuts an escaped text to `width` cells and fills it up with blanks behind, so that it takes exactly that many. */
export function padText(text: string, width: number): string {
	const fitted = fitText(text, width);
	return fitted + ' '.repeat(Math.max(0, width - textWidth(fitted)));
}

/**
 * Cuts an escaped path to at most `width` cells so that its end stays: `.../lib/libc.so.6`, from a whole directory on if
 * the file name fits, else the end of the file name. What is not an absolute path is cut as `fitText` does.
 */
export function fitPath(text: string, width: number): string {
	if (!pathStart.test(text)) {
		return fitText(text, width);
	}

	if (textWidth(text) <= width) {
		return text;
	}

	if (width <= ellipsis.length) {
		return ellipsis.slice(0, Math.max(0, width));
	}

	const end = takeEnd(text, width - ellipsis.length);
	const separator = end.search(/[\\/]/);
	return ellipsis + (separator > 0 && separator < end.length - 1 ? end.slice(separator) : end);
}

/** Breaks an escaped text at its blanks into lines of at most `width` cells; a longer word goes on in the next line. */
export function wrapText(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
			lines.push(line);
			line = '';
		}

		line = line === '' ? word : `${line} ${word}`;
		while (textWidth(line) > width) {
			// At least a character, also where not even that fits.
			const start = takeStart(line, width) || (splitCharacters(line)[Symbol.iterator]().next().value?.segment ?? line);
			lines.push(start);
			line = line.slice(start.length);
		}
	}

	return [...lines, line];
}

/** The longest start of a text that takes at most `width` cells. Never parts what a terminal draws as one character. */
function takeStart(text: string, width: number): string {
	if (!outsidePrintableAscii.test(text)) {
		return text.slice(0, width);
	}

	let taken = '';
	for (const {segment} of splitCharacters(text)) {
		if (stringWidth(taken + segment) > width) {
			break;
		}

		taken += segment;
	}

	return taken;
}

/** The longest end of a text that takes at most `width` cells. */
function takeEnd(text: string, width: number): string {
	if (!outsidePrintableAscii.test(text)) {
		return text.slice(Math.max(0, text.length - width));
	}

	let taken = '';
	for (const {segment} of [...splitCharacters(text)].toReversed()) {
		if (stringWidth(segment + taken) > width) {
			break;
		}

		taken = segment + taken;
	}

	return taken;
}

/** What a reader takes for one character each, whatever it is composed of. */
function splitCharacters(text: string): Intl.Segments {
	segmenter ??= new Intl.Segmenter();
	return segmenter.segment(text);
}
