import {describe, expect, it} from 'vitest';
import {lineText} from '../../source/screen/line.ts';
import {createScreenStore, type ScreenStore} from '../../source/screen/store.ts';
import {viewScreen} from '../../source/screen/view/screen.ts';
import {type DescribedRegion, makeSnapshot} from '../helpers/snapshots.ts';

const live = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;

function region(start: number, pages: number, type: DescribedRegion['type'] = 'Heap'): DescribedRegion {
	const size = pages * 4096;
	const measures = {private: size, committed: size, totalWs: size, privateWs: size};
	return {type, start, details: `${type} of ${pages}`, blocks: [{size, protection: 'rw-p', measures}]};
}

/** A store that shows the differences of two snapshots. */
function openDiff(before: readonly DescribedRegion[], after: readonly DescribedRegion[]): ScreenStore {
	const store = createScreenStore({size: {columns: 160, rows: 40}, status: {kind: 'starting', pid: 1234}}, () => {});
	store.addSnapshot(makeSnapshot(before), live);
	store.addSnapshot(makeSnapshot(after), live);
	store.pressKeys(['d']);
	return store;
}

/** What stands in the panel of the regions. */
function panelText(store: ScreenStore): string {
	const derived = store.getDerived();
	return derived ? viewScreen(derived, store.getShown(), false).panel.map(lineText).join('\n') : '';
}

function typeKeys(text: string): readonly string[] {
	return [...text];
}

describe('in a diff', () => {
	it('the cursor gets past what is gone where something else begins now', () => {
		const store = openDiff(
			[region(0x1000, 1, 'Image'), region(0x10_0000, 8)],
			[region(0x1000, 2, 'Stack'), region(0x10_0000, 8)],
		);
		store.pressKeys(['c', 's']);
		const rows = [0, 1, 2].map(() => {
			const {row} = store.getDerived() ?? {row: -1};
			store.pressKeys(['j']);
			return row;
		});
		expect(rows).toEqual([0, 1, 2]);
		expect(panelText(store)).toMatch(/ = .*Image +-4/);
		expect(panelText(store)).toMatch(/ = .*Stack +\+8/);
	});

	it('the filter knows new, gone, changed and growth, and goes with the diff', () => {
		const store = openDiff([region(0x1000, 1), region(0x10_0000, 8)], [region(0x10_0000, 300), region(0x100_0000, 4)]);
		store.pressKeys(['/', ...typeKeys('grew>1M')]);
		expect(store.getShown().screen.filterEdit?.mistake).toBeUndefined();
		store.pressKeys(['enter']);
		expect(store.getDerived()?.tree.rowCount).toBe(1);
		expect(panelText(store)).toContain('Heap of 300');
		store.pressKeys(['d']);
		expect(store.getShown().screen.filter.text).toBe('');
		expect(store.getDerived()?.tree.rowCount).toBe(2);
		store.pressKeys(['/', ...typeKeys('new')]);
		expect(store.getShown().screen.filterEdit?.mistake?.sentence).toContain('only in a diff');
	});

	it('a filter that means something without a diff stays', () => {
		const store = openDiff([region(0x1000, 1)], [region(0x1000, 2)]);
		store.pressKeys(['/', ...typeKeys('heap'), 'enter', 'd']);
		expect(store.getShown().screen.filter.text).toBe('heap');
	});

	it('the details say what happened, and where the region lies whatever the difference', () => {
		const store = openDiff([region(0x1000, 16)], [region(0x1000, 32)]);
		store.pressKeys(['enter', 'enter']);
		const text = panelText(store);
		expect(text).toContain('0000000000001000 - 0000000000021000');
		expect(text).toContain('Size grew by 64 K to 128 K.');
	});

	it('counts have signs, in the list as in the type table', () => {
		const two = {...region(0x1000, 2), blocks: [...region(0x1000, 1).blocks, ...region(0x2000, 1, 'Stack').blocks]};
		const store = openDiff(
			[two, region(0x10_0000, 4)],
			[region(0x1000, 1), region(0x10_0000, 4), region(0x20_0000, 4)],
		);
		expect(panelText(store)).toMatch(/Heap of 4\b/);
		expect(panelText(store)).toMatch(/Heap +-.* -1 +rw-p/);
		expect(panelText(store)).toMatch(/Heap +\+.* \+1 +rw-p/);
		expect(store.getDerived()?.summary.total.blocks).toBe(0);
	});
});
