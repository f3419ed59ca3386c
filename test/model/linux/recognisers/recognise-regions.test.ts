import {expect, test} from 'vitest';
import {textAt} from '../../../../source/model/snapshot.ts';
import {snapshotOf} from '../../../helpers/vmas.ts';

function evidenceWith(readWords: () => BigUint64Array | undefined): readonly string[] {
	const snapshot = snapshotOf('7f0000001000-7f0000051000 rw-p 0 00:00 0', {clues: {readWords}});
	return Array.from(snapshot.regions.evidence, (_, region) => textAt(snapshot, snapshot.regions.evidence, region));
}

test('what was looked for in vain stands in the evidence', () => {
	expect(evidenceWith(() => new BigUint64Array(8))).toContainEqual(
		expect.stringMatching(/nothing more is known\. Looked for: .*malloc/),
	);
});

test('where nothing could be read, nothing is said to have been looked for', () => {
	expect(evidenceWith(() => undefined)).toContainEqual(
		expect.stringMatching(/nothing more is known: what is written in it could not be read\.$/),
	);
});
