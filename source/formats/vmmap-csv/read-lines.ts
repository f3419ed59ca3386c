import {decodeChunks} from '../vmmap/decode-chunks.ts';
import {mostRows} from '../vmmap/limits.ts';

/** A line of a text without what ends it. */
export type Line = {
	/** From 1. */
	readonly line: number;
	readonly content: string;
};

/** Characters. Each of the 13 cells of a row may be a path, which has 32,767 characters at most. */
const longestLine = 13 * 32_767;

/** Beside its rows a file has a dozen lines. */
const mostLines = mostRows + 100;

/**
 * The lines of a file that are not empty. VMMap ends each with CR CR LF. Throws a SyntaxError where a line is longer, or
 * lines are more, than VMMap writes.
 */
export function* readLines(bytes: Uint8Array): Generator<Line> {
	let line = 1;
	let rest = '';
	for (const chunk of decodeChunks(bytes)) {
		const text = rest + chunk;
		let start = 0;
		for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
			const content = withoutReturns(text.slice(start, end), line);
			if (content !== '') {
				yield {line, content};
			}

			start = end + 1;
			line++;
			if (line > mostLines) {
				throw new SyntaxError(`line ${line}: there are more lines than the ${mostRows} rows that are read`);
			}
		}

		rest = text.slice(start);
		checkLength(rest, line);
	}

	const content = withoutReturns(rest, line);
	if (content !== '') {
		yield {line, content};
	}
}

function withoutReturns(content: string, line: number): string {
	checkLength(content, line);
	let end = content.length;
	while (content[end - 1] === '\r') {
		end--;
	}

	return content.slice(0, end);
}

function checkLength({length}: string, line: number): void {
	if (length > longestLine) {
		throw new SyntaxError(`line ${line}: it has more than ${longestLine} characters`);
	}
}
