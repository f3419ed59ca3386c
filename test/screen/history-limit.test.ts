import {expect, test} from 'vitest';
import {lineText} from '../../source/screen/line.ts';
import {createScreenStore} from '../../source/screen/store.ts';
import {viewScreen} from '../../source/screen/view/screen.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const live = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;

/** What the panel says after `count` snapshots of a process that grows. */
const panelAfter = (count: number, historyBytes: number): string => {
	const store = createScreenStore({size: {columns: 200, rows: 50}, status: live, historyBytes}, () => {});
	for (let index = 0; index < count; index++) {
		const blocks = Array.from({length: 200}, (_, block) => ({size: 4096 * (block + index + 1), protection: 'rw-p'}));
		store.addSnapshot(makeSnapshot([{type: 'Heap', start: 0x1000, blocks}], {time: 1000 * index}), live);
	}

	const derived = store.getDerived();
	return derived ? viewScreen(derived, store.getShown(), false).panel.map(lineText).join('\n') : '';
};

test('a history that has reached its limit says how many snapshots it has thinned out', () => {
	expect(panelAfter(30, 20_000)).toMatch(/\d+ older snapshots thinned out/);
});

test('a history below its limit says nothing of it', () => {
	expect(panelAfter(3, 2 ** 30)).toContain('Regions 1');
	expect(panelAfter(3, 2 ** 30)).not.toContain('thinned');
});
