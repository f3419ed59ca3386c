import {changeCodes} from '../diff/change.ts';
import {isDiffSnapshot} from '../diff/diff-view.ts';
import type {Snapshot} from '../snapshot.ts';
import type {Selection} from './selection.ts';
import type {DiffWord} from './term.ts';

/** Selects the regions of a diff to which something happened; none where no diff is shown. */
export function matchChange(snapshot: Snapshot, word: DiffWord): Selection {
	const selection = new Uint8Array(snapshot.regions.count);
	if (!isDiffSnapshot(snapshot)) {
		return selection;
	}

	const {regionChanges} = snapshot.diff;
	const {same, new: added, gone} = changeCodes;
	for (let region = 0; region < selection.length; region++) {
		const change = regionChanges[region];
		const isSelected =
			word === 'changed' ? change !== same && change !== added && change !== gone : change === changeCodes[word];
		selection[region] = isSelected ? 1 : 0;
	}

	return selection;
}
