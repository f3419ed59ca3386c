import {formatAddress, formatCount, formatSize} from '../../model/format.ts';
import {isRead, type PageState, pageStates} from '../../model/inspection.ts';
import type {Platform} from '../../model/snapshot.ts';
import {fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {bold, dim, type Line, plain} from '../line.ts';
import {viewPrompt} from '../view/prompt-line.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import {sayPresence, sayState} from './presence.ts';
import type {HexTool} from './state.ts';
import {addressWidth, bytesPerLine, hexHeight} from './window.ts';

/** Lines of bytes, each with its address and, where they are printable ASCII, its characters. */
export function viewHex(tool: HexTool, context: Derived): readonly Line[] {
	const {columns} = context.layout;
	const {platform} = context.snapshot;
	const {start, end, title, top, refusal} = tool;
	const count = bytesPerLine(tool, columns);
	const height = hexHeight(context);
	const range = `  ${formatAddress(start, 8)} - ${formatAddress(end, 8)}  ${saySize(end - start)}  ${title}`;
	const lines: Line[] = [];
	for (let address = top; address < end && lines.length < height; address += count) {
		lines.push(viewLine(tool, address, Math.min(count, end - address), count, platform));
	}

	const state =
		refusal === undefined
			? [plain(fitText(describe(tool, platform), columns)), ...lines]
			: wrapSentence(refusal, columns);
	return [[bold('Bytes'), {text: fitText(range, columns - 5)}], ...state];
}

/** The bottom line: the name of the file while it is typed, else the keys. */
export function viewHexBottom({file}: HexTool, columns: number): Line {
	return file
		? viewPrompt('Save these bytes as:', file, 'Enter save  Esc back', columns)
		: plain(fitText('arrows scroll  n next page in memory  r read again  w save to a file  Esc back', columns));
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

function viewLine(tool: HexTool, address: number, present: number, count: number, platform: Platform): Line {
	const {loaded} = tool;
	const prefix = dim(`${address.toString(16).padStart(addressWidth(tool), '0')}  `);
	const state = loaded && stateAt(loaded, address);
	if (!loaded || state === undefined || !isRead(state)) {
		return [prefix, dim(state === undefined ? '' : placeholder(state, present, platform))];
	}

	const offset = address - loaded.start;
	let hex = '';
	let characters = '';
	for (let at = 0; at < count; at++) {
		const value = at < present ? loaded.bytes[offset + at] : undefined;
		hex += `${value === undefined ? '  ' : value.toString(16).padStart(2, '0')}${at % 8 === 7 ? '  ' : ' '}`;
		characters += value === undefined ? '' : value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.';
	}

	return [prefix, {text: hex}, {text: characters}];
}

const marks: Readonly<Record<PageState, string>> = {
	'not in memory': '--',
	'in memory': '',
	'perhaps in memory': '',
	'swapped out': '~~',
	'a guard': '##',
	unreadable: '??',
};

/** What stands in the place of bytes that are not there, each state with a sign of its own. */
function placeholder(state: PageState, count: number, platform: Platform): string {
	return (
		Array.from({length: count}, (_, at) => `${marks[state]}${at % 8 === 7 ? '  ' : ' '}`).join('') +
		sayState(state, platform)
	);
}

/** What the page of an address is; undefined where it has not been read yet. */
function stateAt({start, pages, pageSize}: NonNullable<HexTool['loaded']>, address: number): PageState | undefined {
	return address < start ? undefined : pageStates[pages[Math.floor((address - start) / pageSize)] ?? -1];
}
