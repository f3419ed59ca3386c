import {expect, test, vi} from 'vitest';
import {type ArenaTotals, chunkStates, type HeapWalkStep} from '../../source/model/heap/heap-walk.ts';
import {type Finding, pageStateCode} from '../../source/model/inspection.ts';
import {countReads, makeManyBatches} from '../helpers/chunks.ts';
import {keys} from '../helpers/keyboard.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {openApp, sample} from './open-app.tsx';

const heap = 0x80_0000;

const arena: ArenaTotals = {
	address: 0x7f00_0000,
	name: 'main arena',
	system: 1024 * 1024,
	inUse: 512 * 1024,
	cached: 4096,
	free: 256 * 1024,
	top: 250 * 1024,
	overhead: 2048,
	unknown: 0,
	largestFree: 128 * 1024,
	inUseCount: 1234,
	cachedCount: 56,
	freeCount: 78,
	usedHistogram: [0, 0, 0, 0, 0, 1200, 0, 0, 0, 0, 0, 34],
	freeHistogram: [0, 0, 0, 0, 0, 134],
	inconsistencies: [],
	inconsistencyCount: 0,
};

const second: ArenaTotals = {
	...arena,
	address: 0x7fff_0000,
	name: 'arena 2',
	inUseCount: 7,
	inconsistencies: [
		{address: heap + 48, sentence: 'The size at 0x800030 is no multiple of 16.'},
		{address: heap + 112, sentence: 'Lists\u001B[2J at 0x800070 differ.'},
	],
	inconsistencyCount: 2,
};

const batchOf = (start: number, described: readonly (readonly [number, (typeof chunkStates)[number]])[], row = 0) => ({
	start,
	sizes: Uint32Array.from(described, ([size]) => size / 16),
	states: Uint8Array.from(described, ([, state]) => chunkStates.indexOf(state)),
	arena: row,
});

const mainChunks = batchOf(heap, [
	[32, 'in use'],
	[48, 'cached'],
	[4096, 'in use'],
	[64, 'free'],
	[65_536, 'top'],
]);

const step = (walk: number, changed: Partial<HeapWalkStep>): Finding => ({
	kind: 'heap',
	walk,
	step: {
		arenas: [arena],
		batches: [],
		notices: [],
		done: 512 * 1024,
		total: 1024 * 1024,
		end: undefined,
		...changed,
	},
});

const openHeap = async (columns = 120, rows = 40) => {
	const app = openApp(undefined, columns, rows);
	await app.terminal.waitForText('Regions 3');
	app.terminal.keyboard.press('j', 'h');
	await app.terminal.waitForText('Looking for the heaps ...');
	return app;
};

test('h walks all heaps and shows what the arenas hold, with the chunks of the one under the cursor', async () => {
	const {terminal, store, effects} = await openHeap();
	expect(effects).toEqual([
		{
			kind: 'inspect',
			inspection: {kind: 'walk heap', walk: 1, regions: [{start: heap, end: 0x90_0000, kind: 'main heap'}]},
		},
	]);
	store.showFinding(step(1, {batches: [mainChunks]}));
	const text = await terminal.waitForText('[##########..........] 50.0%  512K of 1,024K read, 5 chunks, Esc stops');
	expect(text).toMatch(/^ {3}All +1,024 +512 +4 +256 +250 +128 +50\.6% +1,234 +78 +56 +2$/m);
	expect(text).toMatch(/^> {2}main arena +1,024 +512 +4 +256 +250 +128 +50\.6% +1,234 +78 +56 +2$/m);
	expect(text).toContain('main arena at 7f000000: 1,234 chunks in use, 56 cached, 78 free; overhead 2K, unknown 0');
	expect(text).toContain('Chunks 5  main arena  by address');
	expect(text).toMatch(/^> {5}00800000 +32 in use/m);
	expect(text).toMatch(/^ {6}00801050 +64 free/m);
	store.showFinding(step(1, {done: 1024 * 1024, end: 'complete'}));
	await terminal.waitForText('5 chunks in 1,024K, read while the process ran; r walks again.');
});

test('the histogram has the bytes of chunks by size, in use and free, and how many they are', async () => {
	const {terminal, store} = await openHeap();
	const large = batchOf(0x90_0000, [
		[8192, 'in use'],
		[8192, 'in use'],
		[12_288, 'free'],
		[2048, 'cached'],
	]);
	store.showFinding(step(1, {batches: [large]}));
	const text = await terminal.waitForText(/ 2K -+ +2 +34$/m);
	const [, used = '', free = ''] = / 8K (H+)(-+) +28$/m.exec(text) ?? [];
	expect(used.length / free.length).toBeCloseTo(16 / 12, 1);
	expect(text).toMatch(/ 4K$/m);
});

const withArena = () =>
	makeSnapshot([
		{
			type: 'Heap',
			kind: 'main heap',
			details: '[heap]',
			start: heap,
			blocks: [{size: 0x10_0000, protection: 'rw-p'}],
		},
		{
			type: 'Heap',
			kind: 'glibc arena',
			start: 0x7f00_0000,
			blocks: [
				{size: 0x2_0000, protection: 'rw-p'},
				{size: 0x3fe_0000, protection: '---p', details: 'reserve'},
			],
		},
		{type: 'Heap', kind: 'jemalloc', start: 0x9000_0000, blocks: [{size: 0x10_0000, protection: 'rw-p'}]},
	]);

const arenaChunks = batchOf(
	0x7f00_08a0,
	[
		[256, 'in use'],
		[512, 'free'],
	],
	1,
);

test('the arena that h was pressed on is shown as soon as it is found, also from one of its blocks', async () => {
	const {terminal, store, effects} = openApp(withArena());
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', '+', 'jj', 'h');
	await terminal.waitForText('opened on glibc arena');
	expect(effects).toMatchObject([
		{
			inspection: {
				regions: [
					{start: heap, kind: 'main heap'},
					{start: 0x7f00_0000, end: 0x8300_0000, kind: 'arena'},
				],
			},
		},
	]);
	store.showFinding(step(1, {arenas: [arena, second], batches: [mainChunks]}));
	await terminal.waitForText('Chunks 5  all');
	store.showFinding(step(1, {arenas: [arena, second], batches: [arenaChunks]}));
	const text = await terminal.waitForText('Chunks 2  arena 2');
	expect(text).toMatch(/^> {5}7f0008a0 +256 in use/m);
	expect(text).toMatch(/^>! arena 2/m);
});

test('on a heap of another allocator one sentence says whose it is', async () => {
	const {terminal, effects} = openApp(withArena());
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('G', 'h');
	await terminal.waitForText(
		"This heap is not glibc's but: jemalloc. h is for a main heap, an arena or a mapped chunk.",
	);
	expect(effects).toEqual([]);
});

test('on memory that is no heap one sentence says so', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('h');
	await terminal.waitForText('There is no heap of glibc here. h is for a main heap, an arena or a mapped chunk.');
	expect(effects).toEqual([]);
});

test('on Windows one sentence says that only heaps of glibc can be walked', async () => {
	const {terminal, effects} = openApp({...sample(), platform: 'windows'});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'h');
	await terminal.waitForText('Heaps can be walked on Linux only');
	expect(effects).toEqual([]);
});

test('a refusal is said, and Esc then leaves', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding({kind: 'refused', inspection: 'walk heap', sentence: 'Only a live process has contents.'});
	expect(await terminal.waitForText('Only a live process has contents.')).not.toContain('Arena');
	terminal.keyboard.press(keys.escape);
	await terminal.waitForText('Regions 3');
});

test('a process that ends while it is walked ends the walk, and what was found stays', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	await terminal.waitForText('Esc stops');
	store.setStatus({kind: 'ended', sentence: 'Process 1234 has ended.'});
	const text = await terminal.waitForText('Process 1234 has ended. 5 chunks had been found.');
	expect(text).toMatch(/^> {5}00800000/m);
	terminal.keyboard.press(keys.escape);
	await terminal.waitForText('Regions 3');
});

test('Esc first stops the walk, what comes late does not start it again, and a second Esc leaves', async () => {
	const {terminal, store, effects} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	await terminal.waitForText('50.0%');
	terminal.keyboard.press(keys.escape);
	await terminal.waitForText('Stopped after 50.0%: 5 chunks so far. The figures are of these; r walks again.');
	expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {kind: 'stop'}});
	store.showFinding(step(1, {done: 600 * 1024}));
	await terminal.waitForText('Stopped after 58.6%');
	store.showFinding(step(1, {done: 610 * 1024, end: 'stopped'}));
	await terminal.waitForText('Stopped after 59.6%');
	terminal.keyboard.press(keys.escape);
	await terminal.waitForText('Regions 3');
});

test('r walks anew, and what comes of the walk before is left out', async () => {
	const {terminal, store, effects} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('r');
	await terminal.waitForText('Looking for the heaps ...');
	expect(effects.at(-1)).toMatchObject({inspection: {kind: 'walk heap', walk: 2}});
	store.showFinding(step(1, {batches: [mainChunks], end: 'complete'}));
	store.showFinding(step(2, {batches: [batchOf(heap, [[32, 'in use']])], end: 'full'}));
	await terminal.waitForText('The list has the first 1 chunk; the figures of the arenas are of all.');
	await terminal.waitForText('Chunks 1  main arena');
});

test('f lists one state after the other, and the cursor stays on its chunk or goes to the next', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('jj', 'f');
	const inUse = await terminal.waitForText('Chunks 2 of 5  main arena, in use  by address');
	expect(inUse).toMatch(/^> {5}00800050 +4,096 in use/m);
	expect(inUse).not.toMatch(/cached$/m);
	terminal.keyboard.press('f');
	await terminal.waitForText('Chunks 1 of 5  main arena, cached');
	terminal.keyboard.press('f');
	const free = await terminal.waitForText('Chunks 2 of 5  main arena, free');
	expect(free).toMatch(/ 65,536 top/);
	terminal.keyboard.press('f');
	await terminal.waitForText('Chunks 5  main arena  by address');
});

test('+ and - say how large a chunk must be', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('+', '+');
	const text = await terminal.waitForText('Chunks 3 of 5  main arena, of 64 bytes and more');
	expect(text).toMatch(/^> {5}00800050 +4,096/m);
	terminal.keyboard.press('-', '-', '-');
	await terminal.waitForText('Chunks 5  main arena  by address');
	terminal.keyboard.press(...Array.from({length: 14}, () => '+'));
	await terminal.waitForText('Chunks 0 of 5  main arena, of 262,144 bytes and more');
});

test('s puts the largest first, once the walk has ended and unless they are too many', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('s');
	await terminal.waitForText('The order is that of the addresses while a walk runs');
	store.showFinding(step(1, {end: 'complete'}));
	terminal.keyboard.press('s');
	const text = await terminal.waitForText('Chunks 5  main arena  largest first');
	expect(text).toMatch(/^> +00801090 +65,536 top.*\n +00800050 +4,096 in use.*\n +00801050 +64 free/m);
	store.showFinding(step(1, {batches: makeManyBatches(1_100_000, 0x81_1090), end: 'complete'}));
	await terminal.waitForText('Chunks 1,100,005  main arena  by address');
	terminal.keyboard.press('s');
	await terminal.waitForText('At most 1,000,000 chunks are sorted');
});

test('Tab goes to the arenas, and the chunks are those of the one under the cursor', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {arenas: [arena, second], batches: [mainChunks, arenaChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5  main arena');
	terminal.keyboard.press('\t', 'j');
	await terminal.waitForText('Chunks 2  arena 2');
	terminal.keyboard.press('g');
	const all = await terminal.waitForText('Chunks 7  all');
	expect(all).toMatch(/^>! All +2,048 +1,024 /m);
	expect(all).toContain('Enter its chunks');
	terminal.keyboard.press('\r', 'G');
	await terminal.waitForText(/^> {5}7f0009a0 +512 free/m);
});

test('of many arenas those around the cursor are shown, and All always', async () => {
	const {terminal, store} = await openHeap(80, 24);
	const arenas = [arena, ...Array.from({length: 300}, (_, index) => ({...arena, name: `arena ${index + 2}`}))];
	store.showFinding(step(1, {arenas, batches: [mainChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5  main arena');
	terminal.keyboard.press('\t', 'G');
	const end = await terminal.waitForText(/^> {2}arena 301/m);
	expect(end).toMatch(/^ {3}All .*\n {3}arena 299 .*\n {3}arena 300 .*\n> {2}arena 301 /m);
	terminal.keyboard.press('g', 'j');
	await terminal.waitForText(/^ {3}All .*\n> {2}main arena .*\n {3}arena 2 .*\n {3}arena 3 /m);
});

test('what does not agree has a sign and a sentence with its address, and n goes from one place to the next', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {arenas: [{...second, name: 'main arena'}], batches: [mainChunks], end: 'complete'}));
	const text = await terminal.waitForText('! inconsistent in 2 places: The size at 0x800030 is no multiple of 16.');
	expect(text).toMatch(/^>! main arena/m);
	expect(text).toMatch(/^ ! All/m);
	terminal.keyboard.press('n');
	await terminal.waitForText(/^> {5}00800020 +48 cached/m);
	terminal.keyboard.press('n');
	await terminal.waitForText('Lists\\e[2J at 0x800070 differ.');
	await terminal.waitForText(/^> {5}00800050 +4,096/m);
});

test('n leads from an arena in which all agrees to one in which it does not', async () => {
	const {terminal, store} = await openHeap();
	const places = {...second, inconsistencies: [{address: 0x7f00_09a0, sentence: 'The list at 0x7f0009a0 is endless.'}]};
	store.showFinding(step(1, {arenas: [arena, places], batches: [mainChunks, arenaChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5  main arena');
	terminal.keyboard.press('n');
	await terminal.waitForText('The list at 0x7f0009a0 is endless.');
	await terminal.waitForText(/^> {5}7f0009a0 +512 free/m);
});

test('a colon goes to the chunk that holds an address, also where it was not listed', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {arenas: [arena, second], batches: [mainChunks, arenaChunks], end: 'complete'}));
	await terminal.waitForText('Chunks 5  main arena');
	terminal.keyboard.press(':', '801050+5', '\r');
	await terminal.waitForText(/^> {5}00801050 +64 free/m);
	terminal.keyboard.press(':', 'q0', '\r');
	await terminal.waitForText('An address is 1 to 16 hex digits');
	terminal.keyboard.press('\u0015', '123', '\r');
	await terminal.waitForText('00000123 lies in no chunk that was found.');
	terminal.keyboard.press('\u0015', '0x7f0009a8', '\r');
	await terminal.waitForText('Chunks 7  all');
	await terminal.waitForText(/^> {5}7f0009a0 +512 free/m);
});

test('Enter shows the bytes of a chunk and no others, and Esc leads back to it, while the walk goes on', async () => {
	const {terminal, store, effects} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('j', '\r');
	await terminal.waitForText('Bytes  00800020 - 00800050  48 bytes  chunk, cached, main arena');
	expect(effects.at(-1)).toMatchObject({
		kind: 'inspect',
		inspection: {kind: 'read', start: heap, end: heap + 4096, limit: heap + 4096},
	});
	const bytes = new Uint8Array(4096).fill(0x41);
	const pages = Uint8Array.of(pageStateCode('in memory'));
	store.showFinding({kind: 'bytes', start: heap, bytes, pages, pageSize: 4096, next: undefined});
	const text = await terminal.waitForText(/^00800020 +41 41/m);
	expect(text).toMatch(/^00800040 +(41 ){8} (41 ){7}41 +A{16}$/m);
	expect(text).not.toContain('00800060');
	terminal.keyboard.press('w');
	await terminal.waitForText('Save these bytes as:');
	terminal.keyboard.press('\r');
	await vi.waitFor(() =>
		expect(effects.at(-1)).toMatchObject({inspection: {kind: 'save', start: heap + 32, end: heap + 80}}),
	);
	store.showFinding(step(1, {batches: [batchOf(0x87_0000, [[64, 'in use']])], done: 1024 * 1024, end: 'complete'}));
	terminal.keyboard.press(keys.escape);
	const back = await terminal.waitForText('Chunks 6  main arena');
	expect(back).toMatch(/^> {5}00800020 +48 cached/m);
	terminal.keyboard.press(keys.escape);
	await terminal.waitForText('Regions 3');
});

test('y copies the address of the chunk', async () => {
	const {terminal, store, effects} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('j', 'y');
	await terminal.waitForText("Sent 0000000000800020 to the terminal's clipboard.");
	expect(effects.at(-1)).toEqual({kind: 'copy', text: '0000000000800020'});
});

test('the line of keys says what they do now', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks]}));
	const running = (await terminal.waitForText('Chunks 5')).trimEnd().split('\n').at(-1);
	expect(running).toMatch(/^Enter bytes {2}Esc stop {2}\? help {2}Tab arenas .* l its region/);
	expect(running).not.toMatch(/next !|again|sort/);
	const place = {address: heap + 32, sentence: 'This is wrong.'};
	const broken = {...arena, inconsistencyCount: 1, inconsistencies: [place]};
	store.showFinding(step(1, {arenas: [broken], end: 'complete'}));
	terminal.keyboard.press(keys.tab);
	const ended = (await terminal.waitForText('Tab chunks')).trimEnd().split('\n').at(-1);
	expect(ended).toMatch(/^Enter its chunks {2}Esc back .* s sort .* n next ! .* r again/);
});

test('l goes to the region that the chunk lies in, and stops the walk', async () => {
	const {terminal, store, effects} = await openHeap();
	const elsewhere = batchOf(0x7ff0_0010, [[4096, 'mapped']], 1);
	store.showFinding(step(1, {arenas: [arena, {...second, name: 'mapped chunks'}], batches: [mainChunks, elsewhere]}));
	await terminal.waitForText('Chunks 5  main arena');
	terminal.keyboard.press(keys.tab, keys.down, keys.tab);
	await terminal.waitForText('Chunks 1  mapped chunks');
	terminal.keyboard.press('l');
	expect(await terminal.waitForText('Regions 3')).toMatch(/^> .*7ff00000.*main stack/m);
	expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {kind: 'stop'}});
});

test('of ten million chunks only those are looked at that are visible, wherever a key leads', async () => {
	const {terminal, store} = await openHeap(80, 24);
	const {batches, reads} = countReads(makeManyBatches(10_000_000, heap));
	store.showFinding(step(1, {batches, end: 'complete'}));
	await terminal.waitForText('Chunks 10,000,000  main arena');
	// The list has nine rows; to find one, two columns of a stretch of 1,024 are gone through.
	const most = (keyCount: number): number => keyCount * 11 * 2 * 1024 * 2;
	reads.isCounting = true;
	for (const [pressed, shown] of [
		['G', /^> +[\da-f]+ +[\d,]+ top/m],
		[keys.pageUp, / +\d+ (in use|cached|free|fast)/],
		['g', /^> {5}00800000/m],
		[keys.pageDown, /^> {5}0080[\da-f]+/m],
		['f', 'in use  by address'],
		['+', 'of 32 bytes and more'],
	] as const) {
		reads.count = 0;
		terminal.keyboard.press(pressed);
		await terminal.waitForText(shown);
		expect(reads.count).toBeGreaterThan(0);
		expect(reads.count).toBeLessThan(most(1));
	}
});

test('what is added while the cursor stands on a chunk leaves it there', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [{...mainChunks, start: heap + 0x1_0000}]}));
	await terminal.waitForText('Chunks 5');
	terminal.keyboard.press('j');
	await terminal.waitForText(/^> {5}00810020 +48 cached/m);
	store.showFinding(step(1, {batches: [batchOf(heap, [[32, 'in use']])]}));
	const text = await terminal.waitForText('Chunks 6');
	expect(text).toMatch(/^> {5}00810020 +48 cached/m);
});

test('what could not be found out has a line of its own', async () => {
	const {terminal, store} = await openHeap();
	store.showFinding(step(1, {batches: [mainChunks], notices: ['No arena was\u001B[2J found.', 'So there.']}));
	await terminal.waitForText('! No arena was\\e[2J found. So there.');
});

test.each([
	[60, 15],
	[80, 24],
	[200, 50],
])('everything fits %i x %i', async (columns, rows) => {
	const {terminal, store} = await openHeap(columns, rows);
	const arenas = [arena, ...Array.from({length: 40}, (_, index) => ({...second, name: `arena ${index + 2}`}))];
	store.showFinding(step(1, {arenas, batches: [mainChunks], notices: ['One thing.'], end: 'complete'}));
	const text = await terminal.waitForText('! One thing.');
	const lines = text.split('\n');
	expect(lines.length).toBeLessThanOrEqual(rows);
	expect(lines.at(-1)).toMatch(/^Enter bytes/);
	expect(text).toMatch(/^ ! All/m);
	expect(text).toMatch(/^> {2}main arena/m);
	expect(text).toMatch(/^> {5}00800000/m);
});
