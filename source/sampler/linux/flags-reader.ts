import type {ByteInterner} from './byte-interner.ts';
import {blank, newline} from './scan.ts';
import {type TextWindow, wordOf} from './text-window.ts';

/** Reads lines of flags that are printed as usual. */
export type FlagsReader = {
	/** Starts a new text, in which nothing was read yet. */
	readonly begin: () => void;
	/** Reads the line at `at`. Returns where the next line begins, or -1 where it is no line of flags, or not a usual one. */
	readonly read: (at: number, filled: number) => number;
	/** The number of the text that was read. */
	readonly text: () => number;
};

/** The name of the line, with its colon. */
export const flagsName = 'VmFlags:';

/**
 * Makes a reader of what show_smap_vma_flags() in fs/proc/task_mmu.c prints: pairs of letters with a blank after each.
 *
 * VmFlags: rd wr mr mw me ac
 *
 * Two kinds of mapping mostly take turns, so the line is compared with the last two texts before it is looked up.
 */
export function createFlagsReader({bytes, view}: TextWindow, interner: ByteInterner): FlagsReader {
	const nameWord = wordOf(flagsName);
	const textOffset = flagsName.length + 1;
	let last = 0;
	let other = 0;

	function begin(): void {
		last = 0;
		other = 0;
	}

	function read(at: number, filled: number): number {
		const textAt = at + textOffset;
		if (textAt >= filled || view.getFloat64(at, true) !== nameWord) {
			return -1;
		}

		let end = endOf(last, textAt);
		if (end === -1) {
			const text = other;
			other = last;
			last = text;
			end = endOf(text, textAt);
		}

		if (end === -1) {
			// The blank before the text is the first of those that stand before pairs.
			end = textAt - 1;
			while (bytes[end] === blank && bytes[end + 1] !== newline) {
				end += 3;
			}

			if (bytes[end] !== blank || end + 1 >= filled) {
				return -1;
			}

			last = end < textAt ? 0 : interner.intern(textAt, end);
		}

		return end + 1 < filled ? end + 2 : -1;
	}

	/** Where text `text` ends if it stands at `at` and the line ends after it, else -1. */
	function endOf(text: number, at: number): number {
		const end = at + interner.lengthOf(text);
		return end > at && bytes[end + 1] === newline && bytes[end] === blank && interner.standsAt(text, at) ? end : -1;
	}

	return {begin, read, text: () => last};
}
