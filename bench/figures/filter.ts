/** From a keystroke in a filter to the frame that shows what is left of 1,000,000 blocks. */

import {reportFigures} from '../figure.ts';
import {bundle} from '../frame/bundle.ts';
import type {openScreen as OpenScreen} from '../frame/screen.tsx';
import {median, milliseconds, percentile} from '../measure.ts';

const {openScreen}: {openScreen: typeof OpenScreen} = await import(await bundle('screen'));

/** One of each kind of word: a bare one, a type, a protection, a size, and two together with a negation. */
const filters = ['libsample-12', 'type:heap', 'prot:rwx', 'private>64K', 'worker !details:libc'] as const;

const screen = openScreen(1_000_000);
const taken: number[] = [];
for (let round = 0; round < 3; round++) {
	for (const filter of filters) {
		await screen.press('/');
		for (const character of filter) {
			taken.push(await screen.press(character));
		}

		await screen.press('\u001B');
	}
}

reportFigures([
	{
		work: 'Filter keystroke to painted frame, 1,000,000 blocks, median',
		ours: `${taken.length} keystrokes`,
		comparedWith: `slowest of twenty: ${milliseconds(percentile(taken, 95))}`,
		value: median(taken),
		unit: 'ms',
		limit: 50,
	},
]);
process.exit(0);
