import type {Inspection} from '../../model/inspection.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import {helpHeight} from '../help-overlay.ts';
import type {HexTool} from './state.ts';

/** The title and the state of what is shown have a line each. */
const otherLines = 2;

/** How far is read before and behind what is visible, so that a held key seldom waits. In bytes. */
const margin = 32 * 1024;

/** Digits of an address of user space, which has 47 bits, or 56 with five levels of page tables. */
export function addressWidth({end}: HexTool): number {
	return Math.max(8, (end - 1).toString(16).length);
}

/** How many bytes a line shows: as many of 32, 16 or 8 as fit, with a blank between words of eight. */
export function bytesPerLine(tool: HexTool, columns: number): 8 | 16 | 32 {
	const fits = (count: number): boolean => addressWidth(tool) + 2 + count * 3 + count / 8 + count <= columns;
	return fits(32) ? 32 : fits(16) ? 16 : 8;
}

/** How many lines of bytes are visible. */
export function hexHeight({layout}: Derived): number {
	return Math.max(1, helpHeight(layout) - otherLines);
}

/** The first address of the window whose first line holds `top`, or, near the end, which is as full as can be. */
export function clampTop(tool: HexTool, top: number, context: Derived): number {
	const line = bytesPerLine(tool, context.layout.columns);
	const lines = Math.ceil((tool.end - tool.start) / line);
	const wanted = Math.floor((top - tool.start) / line);
	return tool.start + Math.max(0, Math.min(wanted, lines - hexHeight(context))) * line;
}

/** What has to be read to show the window; undefined where it is there. */
export function missingBytes(tool: HexTool, context: Derived): Inspection | undefined {
	const {top, loaded, start, end, refusal} = tool;
	const line = bytesPerLine(tool, context.layout.columns);
	const bottom = Math.min(end, top + hexHeight(context) * line);
	const isLoaded = loaded && loaded.start <= top && bottom <= loaded.start + loaded.bytes.length;
	return isLoaded || refusal !== undefined ? undefined : readAround(context.snapshot, {start, end}, top, bottom);
}

/** Asks for the pages of a window and some around it. A range need not begin or end with a page. */
export function readAround(
	{pageSize}: Snapshot,
	region: {readonly start: number; readonly end: number},
	top: number,
	bottom: number,
): Inspection {
	const pageOf = (address: number): number => Math.floor(address / pageSize) * pageSize;
	return {
		kind: 'read',
		start: pageOf(Math.max(region.start, top - margin)),
		end: pageOf(Math.min(region.end, bottom + margin) + pageSize - 1),
		limit: pageOf(region.end + pageSize - 1),
	};
}
