import {expect, test} from 'vitest';
import {openApp} from './open-app.tsx';

const right = '\u001B[C';
const down = '\u001B[B';

test('the map shows every type by its sign, folds what is empty, and says how free space is divided', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	const text = await terminal.waitForText('Address map');
	expect(text).toMatch(/^0000000000400000 I+-*$/m);
	expect(text).toMatch(/^0000000000800000 H+$/m);
	expect(text).toMatch(/^0000000000900000 -… 1\.9G Free/m);
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
	await terminal.waitForText(/^0000000000800000 H{32}$/m);
});

test('the map fits a small terminal', async () => {
	const {terminal} = openApp(undefined, 80, 24);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('a');
	const text = await terminal.waitForText('Address map');
	expect(text.split('\n')).toHaveLength(24);
	expect(text).toContain('Esc back');
});
