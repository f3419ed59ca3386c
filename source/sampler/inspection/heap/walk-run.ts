import {alignChunk, alignment} from '../../../model/heap/chunk-format.ts';
import {
	type Bounds,
	type Contradiction,
	type Cursor,
	explainContradiction,
	followChunks,
	type Stop,
} from '../../../model/heap/follow-chunks.ts';
import {readWord} from '../../../model/heap/peek-memory.ts';
import {proveChunk} from '../../../model/heap/prove-chunk.ts';
import {findProvableChunk, type HeapReader} from './find-provable-chunk.ts';
import type {Run, RunSink} from './run.ts';

/**
 * At least so many fences end a stretch of chunks of the main arena: sysmalloc of malloc/malloc.c. What was left of the
 * stretch may have been too small for a chunk, and then is one more.
 */
const fencesOfMain = 2;

/**
 * Walks one run, from chunk to chunk. Where that leads nowhere it is read once more, as a chunk may have changed in
 * between; then it is said, and the walk goes on at the next chunk that can be proven. `findTop` reads where the top of
 * the arena is now. Gives, after each piece of work, the address that it has come to.
 */
export function* walkRun(
	reader: HeapReader,
	{start, end, isMain, isShared}: Run,
	findTop: () => number | undefined,
	sink: RunSink,
): Generator<number, void> {
	const {window, pages, format} = reader;
	const {headerSize, wordSize, smallest} = format;
	const cursor: Cursor = {address: start, before: 0, isAfterFree: false};
	let top = findOwnTop();
	let retriedFrom = -1;
	let reported = -1;
	let fences = 0;

	function findOwnTop(): number | undefined {
		const found = findTop();
		return found !== undefined && found >= start && found < end ? found : undefined;
	}

	/** Behind the top of the main arena there may be a further stretch. */
	function boundsAt(address: number): Bounds {
		return {limit: top !== undefined && address <= top ? top : end, isMain, format};
	}

	function continueAt(address: number): void {
		Object.assign(cursor, {address, before: 0, isAfterFree: false});
		fences = 0;
		window.move(address, end);
	}

	function follow(): Stop {
		if (cursor.address + headerSize > window.start() + window.length()) {
			window.move(cursor.address, end);
		}

		const copy = {words: window.words, start: window.start(), length: window.length()};
		return cursor.address + headerSize > copy.start + copy.length
			? 'memory'
			: followChunks(cursor, copy, boundsAt(cursor.address), sink.take);
	}

	/** Whether the top is elsewhere than when it was last looked at, further on, so that chunks follow up to there. */
	function hasGrown(): boolean {
		const known = top;
		top = findOwnTop();
		if (top === undefined || known === undefined || top <= known) {
			return false;
		}

		window.move(cursor.address, end);
		return true;
	}

	/** Gives what about the top cannot be. */
	function passTop(): Contradiction | undefined {
		if (top !== cursor.address) {
			return 'moved';
		}

		const sizeField = readWord(window.view, cursor.address - window.start() + wordSize, format);
		const size = sizeField - (sizeField % 8);
		// It ends where the memory of the arena does, which need not be where a chunk could begin.
		if (size < smallest || size % headerSize !== 0) {
			return 'size';
		}

		if (cursor.address + size > end) {
			return 'length';
		}

		sink.takeTop(cursor.address, size);
		cursor.address += size;
		return undefined;
	}

	/** Gives whether the stretch of chunks is over. */
	function passFence(): boolean {
		const length = isMain ? headerSize : end - cursor.address;
		sink.addOverhead(length);
		cursor.address += length;
		fences++;
		const next = pages.word(cursor.address + wordSize) ?? 0;
		return !isMain || (fences >= fencesOfMain && next - (next % 2) !== headerSize);
	}

	/** Between stretches of the main arena: where it takes memory from sbrk, what others took from there too. */
	function passOver(next: number): void {
		if (isShared) {
			sink.addOthers({start: cursor.address, end: next});
		} else {
			sink.addUnknown(next - cursor.address);
		}
	}

	/** Goes to the next stretch of the main arena; gives false where there is none. */
	function* crossGap(): Generator<number, boolean> {
		if (!isMain) {
			sink.addOverhead(end - cursor.address);
			return false;
		}

		pages.forget();
		const next = yield* findProvableChunk(reader, cursor.address, end, boundsAt);
		if (next === undefined) {
			if (isShared) {
				passOver(end);
			}

			return false;
		}

		passOver(next);
		continueAt(next);
		return true;
	}

	/** Goes to where chunks can be proven again; gives false where there are none. */
	function* recover(contradiction: Contradiction): Generator<number, boolean> {
		const place = cursor.address;
		const from = place - cursor.before;
		if (from > retriedFrom && contradiction !== 'memory' && contradiction !== 'moved') {
			retriedFrom = from;
			continueAt(from);
			return true;
		}

		if (place !== reported) {
			reported = place;
			sink.addInconsistency(place, describe(place, from, contradiction));
		}

		pages.forget();
		top = findOwnTop();
		const found = yield* findProvableChunk(reader, from + alignment, end, boundsAt, place);
		const next = found ?? (top !== undefined && top > from ? top : end);
		if (isShared && next === end) {
			sink.addOthers({start: from, end});
		} else {
			sink.addUnknown(next - from);
		}

		continueAt(next);
		return next < end;
	}

	const first = alignChunk(start, format);
	const proven =
		!isMain || proveChunk(first, pages, boundsAt(first))
			? first
			: yield* findProvableChunk(reader, first, end, boundsAt);
	if (isShared && proven !== first) {
		passOver(proven ?? end);
	}

	if (proven === undefined) {
		return;
	}

	if (isMain && proven === first) {
		sink.addOverhead(first - start);
	}

	continueAt(proven);
	while (cursor.address < end) {
		yield cursor.address;
		const stop = follow();
		if (stop === 'edge' || ((stop === 'limit' || stop === 'length') && hasGrown())) {
			continue;
		}

		const contradiction = stop === 'limit' ? passTop() : stop === 'fence' ? undefined : stop;
		const isOver = stop === 'fence' ? passFence() : true;
		const goesOn = contradiction ? yield* recover(contradiction) : !isOver || (yield* crossGap());
		if (!goesOn) {
			return;
		}
	}

	if (cursor.before > 0) {
		// Without a top that is known, the last chunk is the top.
		const take = top === undefined && findTop() === undefined ? sink.takeTop : sink.take;
		take(end - cursor.before, cursor.before, false);
	}
}

/** `place` is where there is no chunk; `from` where the one before it is. */
function describe(place: number, from: number, contradiction: Contradiction): string {
	const said = explainContradiction(contradiction);
	const before = from < place ? `, to which the one at 0x${from.toString(16)} leads` : '';
	return `There is no chunk at 0x${place.toString(16)}${before}: ${said}.`;
}
