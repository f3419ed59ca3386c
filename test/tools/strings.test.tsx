import {expect, test, vi} from 'vitest';
import type {Finding} from '../../source/model/inspection.ts';
import {openApp, sample} from './open-app.tsx';

const heap = 0x80_0000;

const found = (search: number, texts: readonly string[], end: 'complete' | 'full' | undefined): Finding => ({
	kind: 'strings',
	search,
	batch: {
		addresses: Float64Array.from(texts, (_, index) => heap + index * 16),
		encodings: new Uint8Array(texts.length),
		texts,
	},
	done: 512 * 1024,
	total: 1024 * 1024,
	isPresenceKnown: true,
	end,
});

const openStrings = async () => {
	const app = openApp();
	await app.terminal.waitForText('Regions 3');
	app.terminal.keyboard.press('j', 'i');
	await app.terminal.waitForText('Strings of 4 or more');
	return app;
};

test('i searches the region under the cursor and shows what comes, made safe', async () => {
	const {terminal, store, effects} = await openStrings();
	expect(effects).toEqual([
		{
			kind: 'inspect',
			inspection: {kind: 'search', search: 1, ranges: [{start: heap, end: 0x90_0000}], minimum: 4, text: ''},
		},
	]);
	store.showFinding(found(1, ['first', 'sec\u001B[2Jond'], undefined));
	await terminal.waitForText('2 found; searching 1,024K in memory, 50.0%');
	await terminal.waitForText(/00800010 +ASCII +sec\\e\[2Jond/);
	store.showFinding(found(1, ['third'], 'complete'));
	await terminal.waitForText('3 found; all of 1,024K in memory was searched');
});

test('what comes of an earlier search is left out', async () => {
	const {terminal, store, effects} = await openStrings();
	terminal.keyboard.press('+');
	await terminal.waitForText('Strings of 5 or more');
	expect(effects.at(-1)).toMatchObject({inspection: {search: 2, minimum: 5}});
	store.showFinding(found(1, ['early'], 'complete'));
	store.showFinding(found(2, ['later'], 'complete'));
	expect(await terminal.waitForText('1 found')).not.toContain('early');
});

test('a filter narrows the list as it is typed, and searches anew where not all were kept', async () => {
	const {terminal, store, effects} = await openStrings();
	store.showFinding(found(1, ['queue', 'other', 'equal'], 'full'));
	await terminal.waitForText('no more are kept');
	terminal.keyboard.press('/', 'q');
	expect(await terminal.waitForText('3 found, 2 with "q"')).not.toContain('other');
	terminal.keyboard.press('\r');
	await terminal.waitForText('0 found with "q"; searching');
	expect(effects.at(-1)).toMatchObject({inspection: {kind: 'search', search: 2, text: 'q'}});
});

test('a searches all memory, Space stops, Enter goes to the region of a string', async () => {
	const {terminal, store, effects} = await openStrings();
	terminal.keyboard.press('a');
	await terminal.waitForText('all memory');
	expect(effects.at(-1)).toMatchObject({
		inspection: {
			ranges: [
				{start: 0x40_0000, end: 0x41_6000},
				{start: heap, end: 0x90_0000},
				{start: 0x7ff0_0000, end: 0x7ff2_1000},
			],
		},
	});
	terminal.keyboard.press(' ');
	await vi.waitFor(() => expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {kind: 'stop'}}));
	store.showFinding(found(2, ['first', 'second'], 'complete'));
	await terminal.waitForText('2 found');
	terminal.keyboard.press('j', '\r');
	await terminal.waitForText(/> *[+-]? *0000000000800000/);
});

test('a refusal takes the place of the state of the search', async () => {
	const {terminal, store} = await openStrings();
	store.showFinding({kind: 'refused', inspection: 'search', sentence: 'It may not be read.'});
	await terminal.waitForText('It may not be read.');
});

test('x shows the bytes of a string in its block and Esc leads back, as it does from its region', async () => {
	const {terminal, store, effects} = await openStrings();
	store.showFinding(found(1, ['first', 'second'], 'complete'));
	await terminal.waitForText('> in Heap  main heap  [heap]  rw-p');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Bytes  00800000 - 00900000');
	expect(effects.at(-1)).toMatchObject({inspection: {kind: 'read', limit: 0x90_0000}});
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('2 found');
	terminal.keyboard.press('\r');
	await terminal.waitForText('Esc leads back to the strings.');
	terminal.keyboard.press('x');
	await terminal.waitForText('Bytes  00800000');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText(/^> +00800010 +ASCII +second/m);
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('s orders by length and by text once the search has ended', async () => {
	const {terminal, store} = await openStrings();
	store.showFinding(found(1, ['bb', 'ccc'], undefined));
	await terminal.waitForText('2 found');
	terminal.keyboard.press('s');
	await terminal.waitForText('while the search runs');
	store.showFinding(found(1, ['a'], 'complete'));
	terminal.keyboard.press('s');
	expect(await terminal.waitForText('by length')).toMatch(/ccc *\n.* bb *\n.* a *\n/);
	terminal.keyboard.press('s');
	expect(await terminal.waitForText('by text')).toMatch(/ a *\n.* bb *\n.* ccc *\n/);
	terminal.keyboard.press('s');
	await terminal.waitForText('3 found; all');
});

test('y copies the string, Y its address, ? helps and Esc closes the help only', async () => {
	const {terminal, store, effects} = await openStrings();
	store.showFinding(found(1, ['first'], 'complete'));
	await terminal.waitForText('1 found');
	terminal.keyboard.press('y', 'Y');
	await terminal.waitForText('Sent 0000000000800000');
	expect(effects.slice(-2)).toEqual([
		{kind: 'copy', text: 'first'},
		{kind: 'copy', text: '0000000000800000'},
	]);
	terminal.keyboard.press('?');
	await terminal.waitForText('? or Esc closes');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('1 found');
});

test('a refusal is readable to its end in a small terminal', async () => {
	const {terminal, store} = openApp(undefined, 60, 15);
	await terminal.waitForText('Regions');
	terminal.keyboard.press('i');
	await terminal.waitForText('Strings of');
	const sentence =
		'The memory of process 1 may not be read: run vmmap-tui as root or give it CAP_SYS_PTRACE, which helps.';
	store.showFinding({kind: 'refused', inspection: 'search', sentence});
	await terminal.waitForText('which helps.');
});

test('what was found stays when the process has ended, also when it is searched again', async () => {
	const {terminal, store} = await openStrings();
	store.showFinding(found(1, ['first'], 'complete'));
	await terminal.waitForText('1 found');
	terminal.keyboard.press('r');
	await terminal.waitForText('searching');
	store.showFinding({kind: 'refused', inspection: 'search', sentence: 'Process 1234 has ended.'});
	expect(await terminal.waitForText('Process 1234 has ended.')).toMatch(/ASCII +first/);
});

test('in a moment of the past it is said that memory is of now', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(sample(), {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('t', '\u001B[D', '2', 'i');
	await terminal.waitForText('What is in memory is of now');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('what is opened on the list above the strings leads back to the list', async () => {
	const {terminal, store} = await openStrings();
	store.showFinding(found(1, ['first'], 'complete'));
	await terminal.waitForText('1 found');
	terminal.keyboard.press('\r', 'E');
	await terminal.waitForText('Empty the working set');
	terminal.keyboard.press('\u001B', 'w');
	await terminal.waitForText('Save as:');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('1 found');
});
