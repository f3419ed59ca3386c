/**
 * A text as JSON.parse has it. Throws a SyntaxError with line and column, or one that says that there is too much of it:
 * a few megabytes of brackets would otherwise fill the memory.
 */
export function parseJson(text: string): unknown {
	const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
	if (countBrackets(json) > mostBrackets) {
		throw new SyntaxError(`it has more than ${mostBrackets} lists and objects`);
	}

	try {
		return JSON.parse(json);
	} catch (error) {
		throw error instanceof SyntaxError ? new SyntaxError(locate(error.message)) : error;
	}
}

/** Five times what a snapshot of 1,000,000 blocks has. */
const mostBrackets = 10_000_000;

function countBrackets(text: string): number {
	let count = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		// `{` and `[`.
		if (code === 0x7b || code === 0x5b) {
			count++;
		}
	}

	return count;
}

/** Turns `Expected ',' ... in JSON at position 21 (line 2 column 3)` into a place. The rest would quote the file. */
function locate(message: string): string {
	if (message.includes('end of JSON') || message.startsWith('Unterminated')) {
		return 'it ends too early';
	}

	const place = /\(line (\d+) column (\d+)\)/.exec(message);
	return place ? `line ${place[1]}, column ${place[2]} is not JSON` : 'it is not JSON';
}
