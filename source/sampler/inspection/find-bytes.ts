import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Finding, Inspection, Range} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import {findResident} from './find-resident.ts';

/** How much is copied at a time. */
const chunkSize = 4 * 1024 * 1024;

/** How long is searched between two looks at what else there is to do. */
const turnMilliseconds = 40;

/**
 * Looks for the first place at or behind `from`, or the last before it, where one of some rows of bytes stands, in pages
 * that are in memory. The last finding has the place, or none where there is none.
 */
export async function* findBytes(
	memory: ProcessMemory,
	{search, start, end, from, isBackward, needles}: Extract<Inspection, {kind: 'find'}>,
	isStopped: () => boolean,
): AsyncGenerator<Finding | Refusal> {
	const longest = Math.max(...needles.map(({length}) => length));
	// What begins before `from` may end behind it.
	const range = isBackward ? {start, end: Math.min(end, from + longest - 1)} : {start: from, end};
	const resident = findResident(memory, [range], {hasZeroPages: true});
	if (isRefusal(resident)) {
		yield resident;
		return;
	}

	const {runs} = resident;
	const total = runs.reduce((sum, run) => sum + run.end - run.start, 0);
	const report = (rest: {readonly isEnd: boolean; readonly address?: number; readonly length?: number}): Finding => ({
		kind: 'match',
		search,
		done,
		total,
		...rest,
	});
	const buffer = Buffer.alloc(chunkSize + longest - 1);
	let done = 0;
	let lastTurn = performance.now();
	for (const chunk of listChunks(runs, longest, isBackward)) {
		const parts = readParts(memory, chunk, buffer);
		if (isRefusal(parts)) {
			yield parts;
			return;
		}

		// Backward, what is shorter than the longest could begin at `from` or behind it.
		const match = findInParts(buffer, parts, needles, {isBackward, limit: from - chunk.start});
		done += Math.min(chunkSize, chunk.end - chunk.start);
		if (match) {
			yield report({isEnd: true, address: chunk.start + match.at, length: match.length});
			return;
		}

		if (performance.now() - lastTurn > turnMilliseconds) {
			yield report({isEnd: false});
			await nextTurn();
			lastTurn = performance.now();
		}

		if (isStopped()) {
			return;
		}
	}

	done = total;
	yield report({isEnd: true});
}

/** Parts that overlap by what a row of bytes could have on their edge, in the order in which they are looked through. */
function* listChunks(runs: readonly Range[], longest: number, isBackward: boolean): Generator<Range> {
	for (const run of isBackward ? runs.toReversed() : runs) {
		const count = Math.ceil((run.end - run.start) / chunkSize);
		for (let index = 0; index < count; index++) {
			const start = run.start + (isBackward ? count - 1 - index : index) * chunkSize;
			yield {start, end: Math.min(run.end, start + chunkSize + longest - 1)};
		}
	}
}

/** Copies a chunk into the buffer but for pages that cannot be read. Gives where in the buffer the others are. */
function readParts(memory: ProcessMemory, {start, end}: Range, buffer: Uint8Array<ArrayBuffer>): Refusal | Range[] {
	const parts: Range[] = [];
	for (let address = start; address < end; ) {
		const from = address - start;
		const count = memory.read(address, buffer.subarray(from, end - start));
		if (isRefusal(count)) {
			return count;
		}

		if (count > 0) {
			parts.push({start: from, end: from + count});
		}

		const unread = address + count;
		address = unread < end ? (Math.floor(unread / memory.pageSize) + 1) * memory.pageSize : end;
	}

	return parts;
}

type Match = {readonly at: number; readonly length: number};

/** The first match in the parts of a buffer, or the last that begins before `limit`. */
function findInParts(
	buffer: Buffer<ArrayBuffer>,
	parts: readonly Range[],
	needles: readonly Uint8Array[],
	{isBackward, limit}: {readonly isBackward: boolean; readonly limit: number},
): Match | undefined {
	for (const {start, end} of isBackward ? parts.toReversed() : parts) {
		const match = findIn(buffer.subarray(start, end), needles, {isBackward, limit: limit - start});
		if (match) {
			return {...match, at: start + match.at};
		}
	}

	return undefined;
}

/** The first of the rows of bytes, or backward the last that begins before `limit`. */
function findIn(
	bytes: Buffer<ArrayBuffer>,
	needles: readonly Uint8Array[],
	{isBackward, limit}: {readonly isBackward: boolean; readonly limit: number},
): Match | undefined {
	if (isBackward && limit <= 0) {
		return undefined;
	}

	let best: Match | undefined;
	for (const needle of needles) {
		const at = isBackward ? bytes.lastIndexOf(needle, limit - 1) : bytes.indexOf(needle);
		if (at >= 0 && (best === undefined || (isBackward ? at > best.at : at < best.at))) {
			best = {at, length: needle.length};
		}
	}

	return best;
}
