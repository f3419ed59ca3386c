import {expect, test} from 'vitest';
import {createScreenStore, type StoreEffect} from '../../source/screen/store.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const snapshot = makeSnapshot([{type: 'Heap', start: 0x10_000, blocks: [{size: 4096, protection: 'rw-p'}]}]);

test.each([
	[{kind: 'file', path: 'a.csv'} as const, 'This is a file: there is no process to ask for anything.'],
	[{kind: 'ended', sentence: 'It is gone.'} as const, 'The process has ended: there is nothing left to ask.'],
])('keys that ask a process for something say in one sentence that there is none: %o', (status, sentence) => {
	for (const key of ['r', 'f5', 'space', '[', ']', 'E', 'J']) {
		const effects: StoreEffect[] = [];
		const store = createScreenStore({size: {columns: 160, rows: 40}, status}, effect => effects.push(effect));
		store.addSnapshot(snapshot, status);
		store.pressKeys([key]);
		expect(store.getShown().screen.message, key).toBe(sentence);
		expect(store.getShown().screen.tool, key).toBeUndefined();
		expect(effects, key).toEqual([]);
	}
});
