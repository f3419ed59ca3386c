import {isAscii} from 'node:buffer';
import {decodeText} from './decode-text.ts';
import type {TextWindow} from './text-window.ts';

/**
 * Gives equal texts equal numbers, by their bytes: a text is decoded once, however many lines repeat it. Number 0 is
 * the empty text.
 *
 * Layout: `arena` holds the bytes of all texts one after another, text t at `offsets[t]` to `offsets[t + 1]`. `slots`
 * is an open-addressing hash table of text numbers, 0 where free, at most half full.
 */
export type ByteInterner = {
	/** The number of the text that stands in the window at `from` to `to`. */
	readonly intern: (from: number, to: number) => number;
	readonly lengthOf: (id: number) => number;
	/** Whether text `id` stands in the window at `from`. */
	readonly standsAt: (id: number, from: number) => boolean;
	/** All texts by their number. */
	readonly decodeAll: () => string[];
	/** Forgets all texts but the empty one. */
	readonly clear: () => void;
};

const initialArenaSize = 64 * 1024;
const initialTextCount = 1024;

/** Makes an empty interner of texts that stand in a window. */
export function createByteInterner({bytes, view}: TextWindow): ByteInterner {
	let arena = new Uint8Array(initialArenaSize);
	let arenaView = new DataView(arena.buffer);
	let offsets = new Uint32Array(initialTextCount + 1);
	let hashes = new Int32Array(initialTextCount);
	let slots = new Uint32Array(initialTextCount * 2);
	let count = 1;

	function intern(from: number, to: number): number {
		const length = to - from;
		if (length === 0) {
			return 0;
		}

		const hash = hashBytes(view, from, to);
		const mask = slots.length - 1;
		let slot = hash & mask;
		for (;;) {
			const id = slots[slot] ?? 0;
			if (id === 0) {
				return add(from, to, hash, slot);
			}

			if (hashes[id] === hash && lengthOf(id) === length && standsAt(id, from)) {
				return id;
			}

			slot = (slot + 1) & mask;
		}
	}

	function lengthOf(id: number): number {
		return (offsets[id + 1] ?? 0) - (offsets[id] ?? 0);
	}

	function standsAt(id: number, from: number): boolean {
		const begin = offsets[id] ?? 0;
		const length = (offsets[id + 1] ?? 0) - begin;
		if (from + length > bytes.length) {
			return false;
		}

		let at = 0;
		for (; at + 4 <= length; at += 4) {
			if (view.getInt32(from + at, true) !== arenaView.getInt32(begin + at, true)) {
				return false;
			}
		}

		for (; at < length; at++) {
			if (bytes[from + at] !== arena[begin + at]) {
				return false;
			}
		}

		return true;
	}

	function add(from: number, to: number, hash: number, slot: number): number {
		const id = count++;
		const begin = offsets[id] ?? 0;
		const end = begin + to - from;
		if (end > arena.length) {
			const grown = new Uint8Array(Math.max(end, arena.length * 2));
			grown.set(arena);
			arena = grown;
			arenaView = new DataView(arena.buffer);
		}

		arena.set(bytes.subarray(from, to), begin);
		slots[slot] = id;
		hashes[id] = hash;
		offsets[id + 1] = end;
		if (count === hashes.length) {
			growTable();
		}

		return id;
	}

	function growTable(): void {
		const grownHashes = new Int32Array(hashes.length * 2);
		grownHashes.set(hashes);
		hashes = grownHashes;
		const grownOffsets = new Uint32Array(hashes.length + 1);
		grownOffsets.set(offsets);
		offsets = grownOffsets;
		slots = new Uint32Array(hashes.length * 2);
		const mask = slots.length - 1;
		for (let id = 1; id < count; id++) {
			let slot = (hashes[id] ?? 0) & mask;
			while (slots[slot] !== 0) {
				slot = (slot + 1) & mask;
			}

			slots[slot] = id;
		}
	}

	function decodeAll(): string[] {
		const used = Buffer.from(arena.buffer, 0, offsets[count]);
		// One text of bytes that are characters is cut up much faster than many are decoded.
		const characters = isAscii(used) ? used.toString('latin1') : undefined;
		return Array.from({length: count}, (_, id) => {
			const begin = offsets[id];
			const end = offsets[id + 1];
			return characters?.slice(begin, end) ?? decodeText(arena.subarray(begin, end));
		});
	}

	function clear(): void {
		slots.fill(0);
		count = 1;
	}

	return {intern, lengthOf, standsAt, decodeAll, clear};
}

function hashBytes(view: DataView<ArrayBuffer>, from: number, to: number): number {
	let hash = to - from;
	let at = from;
	for (; at + 4 <= to; at += 4) {
		hash = mix(hash ^ view.getInt32(at, true));
	}

	for (; at < to; at++) {
		hash = mix(hash ^ view.getUint8(at));
	}

	return hash;
}

/** 0x9e3779b1 is the prime next to 2^32 / golden ratio: multiplying by it spreads neighbouring values widely (Knuth). */
function mix(hash: number): number {
	const product = Math.imul(hash, 0x9e3779b1);
	return product ^ (product >>> 15);
}
