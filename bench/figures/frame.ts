/**
 * From a key to the frame that it makes, at 200 x 50. The key is `j` at the lower end of the region list, where it
 * scrolls and so changes every row. All screens live in this one process and are pressed in turn.
 */

import {reportFigures} from '../figure.ts';
import {bundle} from '../frame/bundle.ts';
import type {openInkAlone as OpenInkAlone} from '../frame/ink-alone.tsx';
import type {openScreen as OpenScreen} from '../frame/screen.tsx';
import {alternate, median, medianRatio, milliseconds, percentile} from '../measure.ts';

const {openInkAlone}: {openInkAlone: typeof OpenInkAlone} = await import(await bundle('ink-alone'));
const {openScreen}: {openScreen: typeof OpenScreen} = await import(await bundle('screen'));

const plain = openInkAlone(false);
const colored = openInkAlone(true);
const small = openScreen(1000);
const large = openScreen(1_000_000);
for (const screen of [small, large]) {
	// A page down leaves the cursor at the lower end of what is shown.
	await screen.press('\u001B[6~');
}

// Less in all than the small screen has rows to scroll to.
const taken = await alternate(
	{
		plain: () => plain.press('j'),
		colored: () => colored.press('j'),
		small: () => small.press('j'),
		large: () => large.press('j'),
	},
	{rounds: 120, warmUps: 40},
);

const atMiddle = (values: readonly number[]) => milliseconds(median(values));
const late = {colored: percentile(taken.colored, 95), small: percentile(taken.small, 95)};
reportFigures([
	{
		work: 'Key to painted frame, 200 x 50, 1,000 blocks, median',
		ours: atMiddle(taken.small),
		comparedWith: `Ink alone repaints 50 one-\`<Text>\` rows with a cell in colour: ${atMiddle(taken.colored)}`,
		value: medianRatio(taken.small, taken.colored),
		unit: 'times',
		limit: 1.5,
	},
	{
		work: 'Key to painted frame, 200 x 50, 1,000 blocks, 95th percentile',
		ours: milliseconds(late.small),
		comparedWith: `the same: ${milliseconds(late.colored)}`,
		value: late.small / late.colored,
		unit: 'times',
		limit: 1.5,
	},
	{
		work: 'Key to painted frame, 200 x 50, 1,000 blocks, median, against no colours',
		ours: atMiddle(taken.small),
		comparedWith: `the same rows without any colour: ${atMiddle(taken.plain)}`,
		value: medianRatio(taken.small, taken.plain),
		unit: 'times',
	},
	{
		work: 'Key to painted frame, 1,000,000 blocks, median',
		ours: atMiddle(taken.large),
		comparedWith: `with 1,000 blocks: ${atMiddle(taken.small)}`,
		value: medianRatio(taken.large, taken.small),
		unit: 'times',
		limit: 1.2,
	},
]);
process.exit(0);
