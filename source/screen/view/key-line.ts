import {escapeText, fitText} from '../../model/text.ts';
import {type Command, findBinding, showKey} from '../keys.ts';
import type {Line, Segment} from '../line.ts';
import {explainLiveCommand} from '../live-commands.ts';
import type {FilterEdit, ScreenState} from '../state.ts';
import type {Status} from '../status.ts';

/** The bottom line: what is being typed, else a message, else the keys that fit. */
export function viewBottomLine(state: ScreenState, status: Status, columns: number): Line {
	if (state.filterEdit) {
		return filterLine(state.filterEdit, columns);
	}

	const message = state.message ?? (status.kind === 'ended' && !state.overlay ? status.sentence : undefined);
	return message === undefined
		? viewHints(hintsOf(state, status), columns)
		: [{text: fitText(escapeText(message), columns), look: {isBold: true}}];
}

/** A key by its name in `keys.ts` and one or two words for what it does. */
export type Hint = {readonly key: string; readonly hint: string};

/** Keys and what they do, as many as fit. */
export function viewHints(hints: readonly Hint[], columns: number): Line {
	const segments: Segment[] = [];
	let used = 0;
	for (const {key, hint} of hints) {
		const shown = showKey(key);
		const width = shown.length + 1 + hint.length;
		if (used + width <= columns) {
			const gap = ' '.repeat(Math.min(2, columns - used - width));
			segments.push({text: shown, look: {isBold: true}}, {text: ` ${hint}${gap}`});
			used += width + gap.length;
		}
	}

	return segments;
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
	'showStrings',
	'showHex',
	'showHeap',
	'showAddressMap',
	'showInsights',
	'toggleDiff',
	'toggleTimeline',
	'save',
];

const helpHints: readonly Hint[] = [
	{key: 'down', hint: 'scroll'},
	{key: 'pagedown', hint: 'page'},
	{key: 'escape', hint: 'back'},
	{key: 'q', hint: 'quit'},
];

const columnsHints: readonly Hint[] = [
	{key: 'space', hint: 'switch'},
	{key: 'escape', hint: 'back'},
];

const timelineHints: readonly Hint[] = [
	{key: 'left', hint: 'earlier'},
	{key: 'right', hint: 'later'},
	{key: 'end', hint: 'live'},
	{key: 'enter', hint: 'stay here'},
	{key: 't', hint: 'close'},
	{key: '?', hint: 'help'},
	{key: 'm', hint: 'mark'},
	{key: 'd', hint: 'diff'},
	{key: '0', hint: 'to 8 type'},
	{key: 'l', hint: 'line'},
	{key: 'tab', hint: 'panel'},
];

/** What the keys do now: of a file nothing can be asked. */
function hintsOf({overlay, panel}: ScreenState, status: Status): readonly Hint[] {
	if (overlay) {
		return overlay.kind === 'help' ? helpHints : columnsHints;
	}

	return panel === 'timeline'
		? timelineHints
		: hinted
				.filter(command => explainLiveCommand(command, status) === undefined)
				.map(command => {
					const {keys, hint} = findBinding(command);
					return {key: keys[0] ?? '', hint};
				});
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
