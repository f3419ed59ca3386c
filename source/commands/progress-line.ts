import {escapeText, fitText} from '../model/text.ts';

/** Standard error, where it is a terminal. */
export type ErrorTerminal = {
	readonly write: (text: string) => void;
	/** Cells of a line at present. */
	readonly columns: () => number;
};

/** One line of a terminal, written over again and again. */
export type ProgressLine = {
	readonly show: (text: string) => void;
	/** Shows a last text and leaves the line. */
	readonly end: (text: string) => void;
};

/** To the first column, and away with all that is in the line: ECMA-48 EL. */
const startOver = '\r\u{1B}[K';

export function createProgressLine({write, columns}: ErrorTerminal): ProgressLine {
	// A text in the last column would be followed by a new line on some terminals.
	const fit = (text: string): string => fitText(escapeText(text), columns() - 1);
	return {
		show: text => write(startOver + fit(text)),
		end: text => write(`${startOver}${fit(text)}\n`),
	};
}
