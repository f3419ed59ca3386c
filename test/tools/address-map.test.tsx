import {expect, test} from 'vitest';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {openApp} from './open-app.tsx';

const right = '\u001B[C';
const down = '\u001B[B';

test('the map shows every type by its sign, folds what is empty, and says how free space is divided', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	const text = await terminal.waitForText('Address map');
	expect(text).toMatch(/^0000000000000000 U 64K {3}I{22}- 3\.9M {2}H+$/m);
	expect(text).toMatch(/^[0-9a-f]{16} H+- 1\.9G {2}K+$/m);
	expect(text).toMatch(/Free 1\.9G in 2 pieces, fragmentation 0\.2%, largest 1\.9G at 0000000000900000/);
});

test('the cursor says what it is on, and Enter goes there in the list', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	await terminal.waitForText(/0000000000400000 .*Image.*executable/);
	terminal.keyboard.press('n');
	await terminal.waitForText(/0000000000800000 .*: +Heap +1,024K.*\[heap\]/);
	terminal.keyboard.press(down);
	terminal.keyboard.press('G');
	await terminal.waitForText(/: +Stack.*\[stack\]\\e\[2J/);
	terminal.keyboard.press('\r');
	await terminal.waitForText(/> *[+-]? *000000007ff00000/);
});

test('zooming in ends at a page, and 0 shows all again', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	await terminal.waitForText('all is shown');
	terminal.keyboard.press(...'++++++++++++');
	await terminal.waitForText('a cell is 4K');
	terminal.keyboard.press(right);
	await terminal.waitForText(/0000000000401000 +4K: +Image/);
	terminal.keyboard.press('-', '-');
	await terminal.waitForText('a cell is 16K');
	terminal.keyboard.press('0');
	await terminal.waitForText('all is shown');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('z zooms until the block under the cursor is about a row', async () => {
	const {terminal} = openApp(undefined, 80, 40);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a', '-', '-', '-', '-', '-', '-', '-', '-');
	await terminal.waitForText('a cell is 1,024K');
	terminal.keyboard.press('n', 'z');
	await terminal.waitForText('a cell is 32K');
	await terminal.waitForText(/^0000000000000000 UUIII- 3\.9M {2}H{32}- 1\.9G/m);
});

test('the map fits a small terminal', async () => {
	const {terminal} = openApp(undefined, 80, 24);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	const text = await terminal.waitForText('Address map');
	expect(text.split('\n')).toHaveLength(24);
	expect(text).toContain('Esc back');
});

test('a cell at the edge of what is folded shows only the rest, and signs and colours have their names', async () => {
	const K = 1024;
	const {terminal} = openApp(
		makeSnapshot([
			{
				type: 'Image',
				start: 0x40_0000,
				blocks: [{size: 64 * K, protection: 'r-xp', measures: {committed: 64 * K, totalWs: 4 * K}}],
			},
			{
				type: 'Managed Heap',
				kind: 'V8 sandbox',
				start: 0x41_0000,
				blocks: [{size: 2 ** 40, protection: '---p', measures: {committed: 0, totalWs: 0}}],
			},
		]),
	);
	await terminal.waitForText('Regions 2');
	terminal.keyboard.press('a', '-', '-', '-', '-', '-', '-', '-', '-');
	const text = await terminal.waitForText('a cell is 1,024K');
	expect(text).toMatch(/^0000000000400000 IM 1\.0T *$/m);
	expect(text).toMatch(/^Address map .*I Image {2}M Managed Heap/m);
});

test('the map is there again after the region, its bytes and an address', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a', ':', '880000', '\r');
	await terminal.waitForText(/^00000000008[0-9a-f]{5} +\d+K: +Heap/m);
	terminal.keyboard.press('\r');
	await terminal.waitForText('Esc leads back to the map.');
	terminal.keyboard.press('\u001B', 'x');
	await terminal.waitForText('Bytes  00800000 - 00900000');
	expect(effects.at(-1)).toMatchObject({inspection: {kind: 'read'}});
	terminal.keyboard.press('\u001B', 'y');
	await terminal.waitForText(/Sent 00000000008/);
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText(/^ *> *Total/m);
});
