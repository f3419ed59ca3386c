import {findBlockAt} from '../../model/find-block.ts';
import {formatAddress, formatCount, formatPercent, formatSize} from '../../model/format.ts';
import type {Platform, Snapshot} from '../../model/snapshot.ts';
import type {ListedString} from '../../model/strings/string-list.ts';
import {escapeText, fitText, padText} from '../../model/text.ts';
import {scrollWindow} from '../../model/window.ts';
import type {Derived} from '../derive.ts';
import {describeBlock} from '../describe-block.ts';
import {sayPresence} from '../hex/presence.ts';
import {bold, dim, type Line, plain} from '../line.ts';
import {viewHints} from '../view/key-line.ts';
import {viewPrompt} from '../view/prompt-line.ts';
import {toolHints} from '../view/tool-hints.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import {stringsHeight, stringsOf} from './list.ts';
import type {StringsTool} from './state.ts';

/** The strings that fit, each with its address and how it is written. Only these are ever escaped. */
export function viewStrings(tool: StringsTool, context: Derived): readonly Line[] {
	const {columns} = context.layout;
	const list = stringsOf(tool);
	const height = stringsHeight(context);
	const row = Math.min(tool.row, Math.max(0, list.count - 1));
	const top = scrollWindow({rowCount: list.count, height, cursor: row, top: tool.top});
	const lines: Line[] = [];
	for (let index = top; index < Math.min(list.count, top + height); index++) {
		const shown = list.at(index);
		if (shown) {
			const address = formatAddress(shown.address, 8).padStart(12);
			// More than the line holds of a text need not be made safe.
			const start = escapeText(shown.text.slice(0, columns));
			const text = `${index === row ? '>' : ' '} ${address}  ${shown.encoding.padEnd(6)}  ${start}`;
			lines.push([{text: padText(fitText(text, columns), columns), ...(index === row && {look: {isInverse: true}})}]);
		}
	}

	const title = ` of ${tool.minimum} or more characters  ${tool.isAll ? 'all memory' : tool.title}`;
	const state =
		tool.refusal === undefined
			? [plain(fitText(describe(tool, list, context.snapshot.platform), columns))]
			: wrapSentence(tool.refusal, columns);
	return [
		[bold('Strings'), {text: fitText(title, columns - 7)}],
		...state,
		[dim(fitText(describePlace(list.at(row), context.snapshot), columns))],
		...lines.slice(0, Math.max(0, height + 1 - state.length)),
	];
}

/** The bottom line: the filter while it is typed, else the keys. */
export function viewStringsBottom({isTyping, filter, end, isAll}: StringsTool, columns: number): Line {
	if (isTyping) {
		return viewPrompt('Holds:', filter, 'Enter keep  Esc all', columns);
	}

	const useless = end === undefined ? ['searchAgain', 'sort'] : ['stop'];
	const hints = toolHints('strings').filter(({command}) => !useless.includes(command));
	return viewHints(
		hints.map(each => (each.command === 'toggleAll' && isAll ? {...each, hint: 'region only'} : each)),
		columns,
	);
}

/** What the string under the cursor lies in. */
function describePlace(string: ListedString | undefined, snapshot: Snapshot): string {
	const block = string && findBlockAt(snapshot, string.address);
	return block === undefined ? '' : `> in ${escapeText(describeBlock(snapshot, block))}`;
}

function describe(
	tool: StringsTool,
	{count, total}: {readonly count: number; readonly total: number},
	platform: Platform,
): string {
	const {progress, end, filter, text, order} = tool;
	const found = `${formatCount(total, 12) || '0'} found${text === '' ? '' : ` with "${escapeText(text)}"`}`;
	const isNarrowed = filter.text !== '' && filter.text !== text;
	const matching = isNarrowed ? `, ${formatCount(count, 12) || '0'} with "${escapeText(filter.text)}"` : '';
	const sorted = order === 'address' ? '' : `, by ${order}`;
	return `${found}${matching}${sorted}; ${sayProgress(progress, end, platform)}`;
}

function sayProgress(progress: StringsTool['progress'], end: StringsTool['end'], platform: Platform): string {
	const {done, total, isPresenceKnown} = progress ?? {done: 0, total: 0, isPresenceKnown: true};
	const size = `${formatSize(total, 12) || '0'}K${isPresenceKnown ? ` ${sayPresence(platform)}` : ` (${sayPresence(platform)} or not)`}`;
	const part = formatPercent(total === 0 ? 0 : done / total);
	switch (end) {
		case undefined:
			return progress ? `searching ${size}, ${part}` : 'searching';
		case 'full':
			return `no more are kept, ${part} searched: / and Enter search for a text`;
		case 'stopped':
			return `stopped after ${part} of ${size}`;
		default:
			return `all of ${size} was searched`;
	}
}
