import {expect, test} from 'vitest';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {openApp} from './open-app.tsx';

test('! lists what is worth knowing, with its figures', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('!');
	await terminal.waitForText(/Insights {2}! is a warning/);
	const text = await terminal.waitForText(/^ {2}fragmentation$/m);
	expect(text).toContain('address space are free in 2 pieces');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('where there is nothing it says so', async () => {
	const {terminal} = openApp(makeSnapshot([{type: 'Heap', start: 0x1000, blocks: [{size: 4096, protection: 'rw-p'}]}]));
	await terminal.waitForText('Regions 1');
	terminal.keyboard.press('!');
	await terminal.waitForText('Nothing stands out in this snapshot.');
});

test('sentences wrap and scroll in a small terminal', async () => {
	const {terminal} = openApp(undefined, 60, 15);
	await terminal.waitForText('Regions');
	terminal.keyboard.press('!', 'G');
	const text = await terminal.waitForText('Insights');
	expect(text.split('\n')).toHaveLength(15);
	expect(text).toContain('Esc back');
});
