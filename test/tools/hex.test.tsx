import {expect, test} from 'vitest';
import {pageStateCode} from '../../source/model/inspection.ts';
import {openApp} from './open-app.tsx';

const page = 4096;
const heap = 0x80_0000;

/** Two pages: one with `Hello` and an escape sequence at its start, one that is not in memory. */
const bytesOfHeap = () => {
	const bytes = new Uint8Array(16 * page);
	bytes.set(Buffer.from('Hello\u001B[2J'));
	const pages = new Uint8Array(16).fill(pageStateCode('not in memory'));
	pages[0] = pageStateCode('in memory');
	pages[3] = pageStateCode('swapped out');
	return {kind: 'bytes', start: heap, bytes, pages, pageSize: page, next: heap + 20 * page} as const;
};

test('x asks for the bytes of the region under the cursor and shows them, without what would move the cursor', async () => {
	const {terminal, store, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	expect(effects).toMatchObject([{kind: 'inspect', inspection: {kind: 'read', start: heap, limit: 0x90_0000}}]);
	store.showFinding(bytesOfHeap());
	const text = await terminal.waitForText('The page is in memory');
	expect(text).toMatch(/^00800000 +48 65 6c 6c 6f 1b 5b 32 +4a 00 .*Hello\.\[2J\.\./m);
});

test('what is not in memory is shown as such, and n goes on to what is', async () => {
	const {terminal, store, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	store.showFinding(bytesOfHeap());
	await terminal.waitForText('The page is in memory');
	terminal.keyboard.press('n');
	await terminal.waitForText(/^00814000/m);
	expect(effects.at(-1)).toMatchObject({kind: 'inspect', inspection: {kind: 'read'}});
	terminal.keyboard.press('g');
	await terminal.waitForText(/^00800000/m);
	terminal.keyboard.press(...Array.from({length: 10}, () => '\u001B[6~'));
	await terminal.waitForText('The page is not in memory, so it is not read');
	await terminal.waitForText(/-- -- +not in memory/);
});

test('w saves to a file whose name is asked for, and what came of it is said', async () => {
	const {terminal, store, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x', 'w');
	await terminal.waitForText('memory-00800000.bin');
	terminal.keyboard.press('\u0015', 'heap.q', '\r');
	await terminal.waitForText('Writing heap.q');
	expect(effects.at(-1)).toEqual({
		kind: 'inspect',
		inspection: {kind: 'save', start: heap, end: 0x90_0000, file: 'heap.q'},
	});
	store.showFinding({kind: 'saved', file: 'heap.q', size: 1024 * 1024, resident: 8192});
	await terminal.waitForText('Wrote 1,024K to heap.q; 8K of it came from memory, the rest are zeros.');
});

test('a refusal takes the place of the bytes', async () => {
	const {terminal, store} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('x');
	await terminal.waitForText('Reading ...');
	store.showFinding({kind: 'refused', inspection: 'read', sentence: 'It may not be read.'});
	await terminal.waitForText('It may not be read.');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('a line has sixteen bytes in 80 columns', async () => {
	const {terminal, store} = openApp(undefined, 80, 24);
	await terminal.waitForText('Regions');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	store.showFinding(bytesOfHeap());
	await terminal.waitForText(/^00800010 /m);
});

test('lines fit a small terminal', async () => {
	const {terminal, store} = openApp(undefined, 60, 15);
	await terminal.waitForText('Regions');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	store.showFinding(bytesOfHeap());
	const text = await terminal.waitForText('48 65 6c 6c 6f 1b 5b 32');
	expect(text.split('\n')).toHaveLength(15);
	expect(text).toContain('Hello.[2');
});
