import {formatAddress, formatCount, formatPercent, formatSize} from '../../model/format.ts';
import type {Platform} from '../../model/snapshot.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {bold, type Line, plain} from '../line.ts';
import {viewHints} from '../view/key-line.ts';
import {viewPrompt} from '../view/prompt-line.ts';
import {toolHints} from '../view/tool-hints.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import {hexLines, stateAt} from './lines.ts';
import {sayPresence, sayState} from './presence.ts';
import type {HexTool} from './state.ts';

/** The range, the state of what is shown or looked for, and the lines of bytes that fit. */
export function viewHex(tool: HexTool, context: Derived): readonly Line[] {
	const {columns} = context.layout;
	const {start, end, title, refusal} = tool;
	const range = `  ${formatAddress(start, 8)} - ${formatAddress(end, 8)}  ${saySize(end - start)}  ${title}`;
	const heading: Line = [bold('Bytes'), {text: fitText(range, columns - 5)}];
	// What was read before something was refused stays.
	if (refusal !== undefined && !tool.loaded) {
		return [heading, ...wrapSentence(refusal, columns)];
	}

	const state = refusal ?? sayFind(tool) ?? describe(tool, context.snapshot.platform);
	return [heading, plain(fitText(escapeText(state), columns)), ...hexLines(tool, context)];
}

/** The bottom line: the name of the file or what is to be found while it is typed, else the keys. */
export function viewHexBottom({file, findField}: HexTool, columns: number): Line {
	if (file) {
		return viewPrompt('Save these bytes as:', file, 'Enter save  Esc back', columns);
	}

	return findField
		? viewPrompt(
				'Find:',
				findField.field,
				findField.mistake ?? 'a text, or bytes as 0x7f 45 4c 46. Enter find  Esc back',
				columns,
			)
		: viewHints(toolHints('hex'), columns);
}

function sayFind({find}: HexTool): string | undefined {
	return find?.isRunning
		? `Looking for ${find.text}: ${formatPercent(find.total === 0 ? 0 : find.done / find.total)}. Esc stops it.`
		: undefined;
}

/** A region has whole pages, a part of it perhaps a few bytes. */
function saySize(bytes: number): string {
	return bytes % 1024 === 0 ? `${formatSize(bytes, 12)}K` : `${formatCount(bytes, 15)} bytes`;
}

function describe({loaded, top}: HexTool, platform: Platform): string {
	const state = loaded && stateAt(loaded, top);
	if (state === undefined) {
		return 'Reading ...';
	}

	switch (state) {
		case 'in memory':
			return `The page is ${sayPresence(platform)}. What is not is never read, so that nothing is brought in.`;
		case 'perhaps in memory':
			return `The system does not tell whether the page is ${sayPresence(platform)}: it was read, which may have brought it in.`;
		case 'unreadable':
			return 'The page cannot be read.';
		default:
			return `The page is ${sayState(state, platform)}, so it is not read: that would change the process.`;
	}
}
