import {expect, test} from 'vitest';
import {openApp} from './open-app.tsx';

test('an address leads to the block that holds it, in its unfolded region', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press(':', '0x405abc', '\r');
	const text = await terminal.waitForText(/> *[+-]? *0000000000404000 .*r-xp/);
	expect(text).toMatch(/^ +- 0000000000400000/m);
});

test('an address in free space shows free space', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press(':', '500000', '\r');
	await terminal.waitForText(/> *[+-]? *0000000000416000 .*Free/);
});

test('a filter and a type that hide the address are taken away, and the order is by address', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('s', '/', 'image', '\r');
	await terminal.waitForText('Regions 1');
	terminal.keyboard.press(':', '7ff00010', '\r');
	await terminal.waitForText(/> *[+-]? *000000007ff00000/);
	const text = await terminal.waitForText('Regions 3');
	expect(text).toMatch(/Address↓/);
});

test('a mistake is one sentence, and the text can be put right', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press(':', 'heap', '\r');
	await terminal.waitForText('1 to 16 hex digits');
	terminal.keyboard.press('\u0015', 'ffff00000000', '\r');
	await terminal.waitForText('It is outside: addresses end at 000000007ff21000.');
	terminal.keyboard.press('\u0015', '20000', '\r');
	await terminal.waitForText('It lies in no region');
	terminal.keyboard.press('\u0015', '800000', '\r');
	await terminal.waitForText(/> *[+-]? *0000000000800000/);
});

test('Esc leaves the list as it was', async () => {
	const {terminal} = openApp();
	await terminal.waitForText(/> *[+-]? *0000000000400000/);
	terminal.keyboard.press(':', '80', '\u001B');
	const text = await terminal.waitForText('Enter open');
	expect(text).toMatch(/> *[+-]? *0000000000400000/);
});

test('an address within a block says how far it is in', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press(':', '800000+10', '\r');
	await terminal.waitForText('0000000000800010 is 16 bytes (0x10) behind the start of this block.');
});
