import {expect, test} from 'vitest';
import {openApp, sample} from './open-app.tsx';

test('E asks first, and Esc leaves the process as it is', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('E');
	await terminal.waitForText('Enter empty it');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	expect(effects).toEqual([]);
});

test('what was emptied is shown, and why it was not more', async () => {
	const {terminal, store, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('E', '\r');
	await terminal.waitForText('Asking the system');
	expect(effects).toMatchObject([{inspection: {kind: 'empty', ranges: {length: 5}}}]);
	const result = {
		before: 604 * 1024,
		after: 400 * 1024,
		swappedBefore: 0,
		swappedAfter: 0,
		asked: 5,
		refused: 1,
		swapSpace: 0,
	};
	store.showFinding({kind: 'emptied', result});
	const text = await terminal.waitForText('Working set before 604K, after 400K: 204K left it.');
	expect(text).toContain('This machine has no swap');
	expect(text).toContain('1 of 5 blocks were refused');
});

test('a refusal is one sentence', async () => {
	const {terminal, store} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('E', '\r');
	await terminal.waitForText('Asking the system');
	store.showFinding({kind: 'refused', inspection: 'empty', sentence: 'It may not be emptied.'});
	expect(await terminal.waitForText(/^It may not be emptied\. *$/m)).toContain('Esc back');
});

test('on Windows pages leave the working set, not memory', async () => {
	const {terminal, store} = openApp({...sample(), platform: 'windows'});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('E');
	await terminal.waitForText('or go to the page file');
	terminal.keyboard.press('\r');
	await terminal.waitForText('Asking the system');
	store.showFinding({kind: 'emptied', result: {before: 604 * 1024, after: 400 * 1024}});
	await terminal.waitForText('Working set before 604K, after 400K: 204K left it.');
});
