import {escapeText, fitText} from '../../model/text.ts';
import {type Command, findBinding, showKey} from '../keys.ts';
import type {Line, Segment} from '../line.ts';
import type {FilterEdit, ScreenState} from '../state.ts';
import type {Status} from '../status.ts';

/** The bottom line: what is being typed, else a message, else the keys that fit. */
export function viewBottomLine(state: ScreenState, status: Status, columns: number): Line {
	if (state.filterEdit) {
		return filterLine(state.filterEdit, columns);
	}

	const message = state.message ?? (status.kind === 'ended' ? status.sentence : undefined);
	return message === undefined
		? keyHints(columns)
		: [{text: fitText(escapeText(message), columns), look: {isBold: true}}];
}

/** The keys that the bottom line shows, those that a beginner needs most first. */
const hinted: readonly Command[] = [
	'drillIn',
	'drillOut',
	'editFilter',
	'sortByNext',
	'refresh',
	'toggleHelp',
	'quit',
	'pause',
	'nextPanel',
	'chooseColumns',
	'toggleFree',
	'copyAddress',
	'pickProcess',
];

function keyHints(columns: number): Line {
	const segments: Segment[] = [];
	let used = 0;
	for (const command of hinted) {
		const {keys, hint} = findBinding(command);
		const key = showKey(keys[0] ?? '');
		const width = key.length + hint.length + 3;
		if (used + width <= columns) {
			segments.push({text: key, look: {isBold: true}}, {text: ` ${hint}  `});
			used += width;
		}
	}

	return segments;
}

/** The text with its caret; a mistake is underlaid where it is, and what is wrong follows. */
function filterLine({field: {text, caret}, mistake}: FilterEdit, columns: number): Line {
	const from = mistake?.at ?? text.length;
	const to = mistake ? Math.max(from + 1, from + mistake.length) : from;
	const shown = `${text} `;
	let at = 0;
	const characters = [...shown].map((character): Segment => {
		const start = at;
		at += character.length;
		const isMistake = mistake !== undefined && start >= from && start < to;
		return {
			text: escapeText(character),
			look: {isInverse: start === caret, isBold: isMistake, ...(isMistake && {background: '#FF9666'})},
		};
	});
	const used = shown.length + 2;
	const rest = mistake ? `  ^ ${mistake.sentence}` : '   Enter keep  Esc back to what it was';
	return [
		{text: '/', look: {isBold: true}},
		...characters,
		{text: fitText(rest, Math.max(0, columns - used)), look: {isDim: mistake === undefined}},
	];
}
