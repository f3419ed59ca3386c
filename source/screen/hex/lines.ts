import {isRead, type PageState, pageStates} from '../../model/inspection.ts';
import type {Platform} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import {dim, type Line, type Segment} from '../line.ts';
import {sayState} from './presence.ts';
import type {HexTool} from './state.ts';
import {addressWidth, bytesPerLine, hexHeight} from './window.ts';

/** The lines of bytes that are visible, each with its address and, where they are printable ASCII, its characters. */
export function hexLines(tool: HexTool, context: Derived): readonly Line[] {
	const count = bytesPerLine(tool, context.layout.columns);
	const height = hexHeight(context);
	const lines: Line[] = [];
	for (let address = tool.top; address < tool.end && lines.length < height; address += count) {
		lines.push(viewLine(tool, address, Math.min(count, tool.end - address), count, context.snapshot.platform));
	}

	return lines;
}

/** What the page of an address is; undefined where it has not been read yet. */
export function stateAt(
	{start, pages, pageSize}: NonNullable<HexTool['loaded']>,
	address: number,
): PageState | undefined {
	return address < start ? undefined : pageStates[pages[Math.floor((address - start) / pageSize)] ?? -1];
}

function viewLine(tool: HexTool, address: number, present: number, count: number, platform: Platform): Line {
	const {loaded, mark} = tool;
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

	const first = Math.max(0, (mark?.address ?? 0) - address);
	const last = Math.min(present, (mark ? mark.address + mark.length : 0) - address) - 1;
	return last < first
		? [prefix, {text: hex}, {text: characters}]
		: [prefix, ...standOut(hex, hexColumn(first), hexColumn(last) + 2), ...standOut(characters, first, last + 1)];
}

/** Where the digits of a byte stand: two, a blank, and one more after eight bytes. */
function hexColumn(byte: number): number {
	return byte * 3 + Math.floor(byte / 8);
}

function standOut(text: string, from: number, to: number): readonly Segment[] {
	return [{text: text.slice(0, from)}, {text: text.slice(from, to), look: {isInverse: true}}, {text: text.slice(to)}];
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
