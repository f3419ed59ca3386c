import type {Snapshot} from './snapshot.ts';

const foldedStrings = new WeakMap<readonly string[], readonly string[]>();

/** The string table of a snapshot in lower case, row by row, made once: what is compared where case does not count. */
export function foldStrings({strings}: Pick<Snapshot, 'strings'>): readonly string[] {
	let folded = foldedStrings.get(strings);
	if (!folded) {
		folded = strings.map(text => text.toLowerCase());
		foldedStrings.set(strings, folded);
	}

	return folded;
}
