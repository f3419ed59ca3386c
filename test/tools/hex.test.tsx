import {expect, test, vi} from 'vitest';
import {pageStateCode} from '../../source/model/inspection.ts';
import {openApp, sample} from './open-app.tsx';

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

test('what is not in memory is shown as such, and ] goes on to what is', async () => {
	const {terminal, store, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	store.showFinding(bytesOfHeap());
	await terminal.waitForText('The page is in memory');
	terminal.keyboard.press(']');
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

const openBytes = async () => {
	const app = openApp();
	await app.terminal.waitForText('Regions 3');
	app.terminal.keyboard.press('j', 'x');
	await app.terminal.waitForText('Reading ...');
	app.store.showFinding(bytesOfHeap());
	await app.terminal.waitForText('The page is in memory');
	return app;
};

test('/ finds a text or bytes, n and N go on from what was found, and what was found is shown', async () => {
	const {terminal, store, effects} = await openBytes();
	terminal.keyboard.press('n');
	await terminal.waitForText('Nothing was looked for yet');
	terminal.keyboard.press('/', '0x4g', '\r');
	await terminal.waitForText('Bytes are pairs of hex digits');
	terminal.keyboard.press('\u007F', '8', '\r');
	await terminal.waitForText('Looking for 0x48');
	const asked = {kind: 'find', search: 1, needles: [Uint8Array.of(0x48)], start: heap, end: 0x90_0000};
	expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {...asked, from: heap, isBackward: false}});
	store.showFinding({kind: 'match', search: 1, done: 512, total: 1024, isEnd: false});
	await terminal.waitForText('Looking for 0x48: 50.0%');
	store.showFinding({
		kind: 'match',
		search: 1,
		done: 512,
		total: 1024,
		isEnd: true,
		address: heap + 0xf0_008,
		length: 1,
	});
	// Four lines before it are shown with it, and what is not there yet is asked for.
	await terminal.waitForText(/^008effc0/m);
	expect(effects.at(-1)).toMatchObject({inspection: {kind: 'read'}});
	terminal.keyboard.press('N');
	await terminal.waitForText('Looking for');
	expect(effects.at(-1)).toEqual({
		kind: 'inspect',
		inspection: {...asked, search: 2, from: heap + 0xf0_008, isBackward: true},
	});
	store.showFinding({kind: 'match', search: 2, done: 1024, total: 1024, isEnd: true});
	await terminal.waitForText('Nothing before');
	terminal.keyboard.press('n');
	await terminal.waitForText('Looking for');
	expect(effects.at(-1)).toMatchObject({inspection: {search: 3, from: heap + 0xf0_009, isBackward: false}});
	terminal.keyboard.press('\u001B');
	await vi.waitFor(() => expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {kind: 'stop find'}}));
	store.showFinding({kind: 'match', search: 3, done: 512, total: 1024, isEnd: true, address: heap, length: 1});
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test(': goes to an address of the bytes, and says where they end', async () => {
	const {terminal} = await openBytes();
	terminal.keyboard.press(':', '400000', '\r');
	await terminal.waitForText('Here is only 0000000000800000 to 0000000000900000.');
	terminal.keyboard.press('\u0015', '800000+345', '\r');
	await terminal.waitForText(/^00800340/m);
	expect(await terminal.waitForText('The page is in memory')).toMatch(/^Bytes/m);
});

test('y copies the address of the first line, Y the lines', async () => {
	const {terminal, effects} = await openBytes();
	terminal.keyboard.press('j', 'y');
	await terminal.waitForText('Sent 0000000000800010');
	expect(effects.at(-1)).toEqual({kind: 'copy', text: '0000000000800010'});
	terminal.keyboard.press('Y');
	await terminal.waitForText(/Sent 3\d lines/);
	expect(effects.at(-1)).toMatchObject({kind: 'copy', text: expect.stringMatching(/^00800010 {2}00 00/)});
});

test('on Windows it is the working set that pages are in, and the page file', async () => {
	const {terminal, store} = openApp({...sample(), platform: 'windows'});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	store.showFinding(bytesOfHeap());
	await terminal.waitForText('The page is in the working set. What is not is never read');
	terminal.keyboard.press(...Array.from({length: 10}, () => '\u001B[6~'));
	await terminal.waitForText('The page is not in the working set, so it is not read');
});

test('a page of which the system does not tell whether it is in memory is shown, and said to have been read', async () => {
	const {terminal, store} = openApp({...sample(), platform: 'windows'});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'x');
	await terminal.waitForText('Reading ...');
	const bytes = bytesOfHeap();
	bytes.pages[0] = pageStateCode('perhaps in memory');
	store.showFinding(bytes);
	const text = await terminal.waitForText(
		'The system does not tell whether the page is in the working set: it was read',
	);
	expect(text).toMatch(/^00800000 +48 65 6c 6c 6f/m);
});

test('bytes that were read stay when no more can be', async () => {
	const {terminal, store} = await openBytes();
	terminal.keyboard.press('r');
	store.showFinding({kind: 'refused', inspection: 'read', sentence: 'Process 1234 has ended.'});
	expect(await terminal.waitForText('Process 1234 has ended.')).toContain('Hello.[2J');
});
