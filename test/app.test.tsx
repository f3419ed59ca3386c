import {afterEach, expect, test} from 'vitest';
import {App} from '../source/app.tsx';
import {createPaint} from '../source/components/paint.ts';
import type {Snapshot} from '../source/model/snapshot.ts';
import {createScreenStore, type ScreenStore, type StoreEffect} from '../source/screen/store.ts';
import {makeSnapshot} from './helpers/snapshots.ts';
import {openTerminal, type Terminal} from './helpers/terminal.ts';

const K = 1024;
const left = '\u001B[D';

const resident = (size: number, totalWs: number) => ({
	committed: size,
	private: size,
	totalWs,
	privateWs: totalWs,
	sharedWs: 0,
	lockedWs: 0,
});

const nothing = {committed: 0, private: 0, totalWs: 0, privateWs: 0, sharedWs: 0, lockedWs: 0};

const sample = (): Snapshot =>
	makeSnapshot(
		[
			{type: 'Unusable', start: 0, blocks: [{size: 64 * K, protection: '', measures: nothing}]},
			{
				type: 'Image',
				kind: 'executable',
				details: '/usr/bin/sample',
				evidence: 'ELF headers of the file.',
				start: 0x40_0000,
				protection: 'r-xp',
				blocks: [
					{size: 16 * K, protection: 'r--p', measures: resident(16 * K, 16 * K)},
					{size: 64 * K, protection: 'r-xp', measures: resident(64 * K, 48 * K)},
					{size: 8 * K, protection: 'rw-p', measures: resident(8 * K, 8 * K)},
				],
			},
			{
				type: 'Heap',
				kind: 'main heap',
				details: '[heap]',
				evidence: 'The kernel names it [heap].',
				start: 0x80_0000,
				blocks: [{size: 1024 * K, protection: 'rw-p', measures: resident(1024 * K, 512 * K)}],
			},
			{
				type: 'Stack',
				kind: 'main stack',
				details: '[stack]\u001B[2J',
				start: 0x7ff0_0000,
				blocks: [{size: 132 * K, protection: 'rw-p', measures: resident(132 * K, 20 * K)}],
			},
		],
		{pageTable: 40 * K},
	);

type Opened = {readonly terminal: Terminal; readonly store: ScreenStore; readonly effects: readonly StoreEffect[]};

const opened: Terminal[] = [];

const openApp = (snapshot = sample(), columns = 200, rows = 50): Opened => {
	const effects: StoreEffect[] = [];
	const store = createScreenStore({size: {columns, rows}, status: {kind: 'starting', pid: 1234}}, effect =>
		effects.push(effect),
	);
	store.addSnapshot(snapshot, {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false});
	const terminal = openTerminal(<App store={store} paint={createPaint(0)} hasColor={false} />, {
		columns,
		rows,
		exitOnCtrlC: false,
	});
	opened.push(terminal);
	return {terminal, store, effects};
};

afterEach(async () => {
	for (const terminal of opened.splice(0)) {
		await terminal[Symbol.asyncDispose]();
	}
});

/** Lines of the region list: from below its heading to the first empty line. */
const listOf = (text: string): readonly string[] => {
	const lines = text.split('\n');
	const from = lines.findIndex(line => /^ +Address/.test(line)) + 1;
	return lines.slice(from, from + 10).filter(line => line !== '');
};

test('the screen shows the process, three bars, all types and the regions', async () => {
	const {terminal} = openApp();
	const text = await terminal.waitForText('/usr/bin/sample');
	expect(text).toContain('sample (1234)');
	expect(text).toContain('live, every 1 s, sample 3.1 ms');
	expect(text).toMatch(/Committed +I+H+K+T+ +1,284/);
	expect(text).toMatch(/Working Set +I+H+K*T* +644/);
	for (const type of ['Total', 'Image', 'Managed Heap', 'Page Table', 'Unusable', 'Free']) {
		expect(text).toMatch(new RegExp(`^ +>? *${type}(?: |$)`, 'm'));
	}

	expect(listOf(text)).toHaveLength(3);
});

test('every line is as wide as the terminal at most, and the last holds the keys', async () => {
	for (const [columns, rows] of [
		[200, 50],
		[80, 24],
		[60, 15],
	] as const) {
		const {terminal} = openApp(sample(), columns, rows);
		const text = await terminal.waitForText('Enter open');
		const lines = text.split('\n');
		expect(lines).toHaveLength(rows);
		expect(lines[rows - 1]).toMatch(/^Enter open/);
		expect(text).toContain('0000000000400000');
	}
});

test('Enter goes from a type to its regions, their blocks and the details of one; Esc comes back the same way', async () => {
	const {terminal} = openApp();
	const {keyboard} = terminal;
	await terminal.waitForText('Regions 3');
	keyboard.press('1', 'j', '\r');
	expect(listOf(await terminal.waitForText('type Image'))).toHaveLength(1);
	keyboard.press('\r');
	expect(listOf(await terminal.waitForText('r--p'))).toHaveLength(4);
	keyboard.press('j', 'j', '\r');
	const details = await terminal.waitForText('Block 2 of 3');
	expect(details).toContain('0000000000404000 - 0000000000414000  r-xp');
	expect(details).toContain('ELF headers of the file.');
	keyboard.press('\u001B');
	await terminal.waitForText('type Image');
	// From the block to its region, which folds, and then to the types.
	keyboard.press(left, left, left);
	expect(listOf(await terminal.waitForText('Regions 3 of 4'))).toHaveLength(3);
});

test('typing a filter narrows the list at each key, and Esc brings the old one back', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('/', 'heap');
	expect(listOf(await terminal.waitForText('Regions 1'))[0]).toContain('main heap');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
});

test('a mistake in a filter is shown where it is, and the list stays as it was', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('/', 'size>1Q');
	const text = await terminal.waitForText('/size>1Q');
	const bottom = text.split('\n').at(-1) ?? '';
	expect(bottom).toMatch(/1Q/);
	expect(bottom.length).toBeGreaterThan('/size>1Q  ^ '.length);
	expect(listOf(text)).toHaveLength(3);
	terminal.keyboard.press('\u007F', 'K', '\r');
	await terminal.waitForText('filter size>1K');
});

test('a mistake at the end of a word that filtered brings the list back as it was', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('/', 'heap');
	await terminal.waitForText('Regions 1');
	terminal.keyboard.press(':x');
	expect(listOf(await terminal.waitForText('Regions 3'))).toHaveLength(3);
});

test('in a terminal that is too small only q and Ctrl+C do something', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('/', 'heap');
	await terminal.waitForText('Regions 1');
	terminal.screen.resize(50, 10);
	await terminal.waitForText('needs 60 x 15');
	terminal.keyboard.press('q', 'x');
	terminal.screen.resize(200, 50);
	await terminal.waitForText('Regions 1');
	expect(effects).toEqual([]);
});

test('s sorts by the next column, S reverses, and sizes begin with the largest', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('by Address');
	terminal.keyboard.press('s', 's');
	const bySize = listOf(await terminal.waitForText('by Size'));
	expect(bySize.map(line => /executable|heap|stack/.exec(line)?.[0])).toEqual(['heap', 'stack', 'executable']);
	terminal.keyboard.press('S');
	const reversed = listOf(await terminal.waitForText('reversed'));
	expect(reversed.map(line => /executable|heap|stack/.exec(line)?.[0])).toEqual(['executable', 'stack', 'heap']);
});

test('u shows free and unusable address space', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('u');
	expect(listOf(await terminal.waitForText('Regions 4'))[0]).toContain('Unusable');
});

test('o adds a column and takes it away again', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Regions 3');
	expect(await terminal.screen.text()).not.toContain('PSS');
	terminal.keyboard.press('o', ' ', 'o');
	await terminal.waitForText(/Address.*PSS/);
	terminal.keyboard.press('o', ' ', 'o');
	await terminal.waitForText(/Address.*Details(?!.*PSS)/);
});

test('y sends the address under the cursor, Y the whole table', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j', 'y');
	await terminal.waitForText("Sent 0000000000800000 to the terminal's clipboard.");
	terminal.keyboard.press('Y');
	await terminal.waitForText('Sent 4 lines');
	expect(effects[0]).toEqual({kind: 'copy', text: '0000000000800000'});
	const table = effects[1];
	expect(table?.kind === 'copy' && table.text.split('\n')[3]).toContain('[stack]\\e[2J');
});

test('keys ask for what the screen cannot do itself', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('r', ' ', ']', '[', 'p', '\u0003');
	await terminal.waitForText('Regions 3');
	expect(effects.map(({kind}) => kind)).toEqual([
		'refresh',
		'pause',
		'changeInterval',
		'changeInterval',
		'pickProcess',
		'quit',
	]);
});

test('the help shows every key with what it does, scrolls and closes', async () => {
	const {terminal} = openApp(sample(), 80, 24);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('?');
	await terminal.waitForText('one row up');
	terminal.keyboard.press('G');
	await terminal.waitForText('Number of blocks of the region.');
	terminal.keyboard.press('?');
	await terminal.waitForText('Regions 3');
});

test('the terminal can be resized at any moment, and too small a one is told so', async () => {
	const {terminal} = openApp();
	await terminal.waitForText('Share of Committed');
	terminal.screen.resize(80, 24);
	const small = await terminal.waitForText(/^ +Address\S* .*Prot +Details *$/m);
	expect(small.split('\n').every(line => line.length <= 80)).toBe(true);
	terminal.screen.resize(50, 10);
	await terminal.waitForText('needs 60 x 15');
	terminal.screen.resize(200, 50);
	await terminal.waitForText('Share of Committed');
});

test('a held key is followed to where it leads, in one frame', async () => {
	const many = makeSnapshot(
		Array.from({length: 1000}, (_, index) => ({
			type: 'Private Data' as const,
			start: 0x10_0000 + index * 0x2000,
			blocks: [{size: 4096, protection: 'rw-p', measures: resident(4096, 4096)}],
		})),
	);
	const {terminal} = openApp(many);
	await terminal.waitForText('Regions 1000');
	terminal.keyboard.press('j'.repeat(500));
	await terminal.waitForText(/^> +00000000004e8000/m);
});

test('the cursor stays on its region when the next snapshot has others before it', async () => {
	const {terminal, store} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('j');
	await terminal.waitForText(/^> +0000000000800000/m);
	const block = {size: 4096, protection: 'rw-p', measures: resident(4096, 4096)};
	const next = makeSnapshot([
		{type: 'Private Data', start: 0x10_0000, blocks: [block]},
		{type: 'Private Data', start: 0x20_0000, blocks: [block]},
		{type: 'Heap', start: 0x80_0000, blocks: [block]},
	]);
	store.addSnapshot(next, {kind: 'paused', intervalSeconds: 1});
	const text = await terminal.waitForText('PAUSED');
	expect(text).toMatch(/^> +0000000000800000/m);
});

/** The sample a while later: the heap has grown, the stack is gone, and there is new private data. */
const later = (): Snapshot => {
	const grown = resident(3072 * K, 2048 * K);
	return makeSnapshot(
		[
			{type: 'Unusable', start: 0, blocks: [{size: 64 * K, protection: '', measures: nothing}]},
			{
				type: 'Heap',
				kind: 'main heap',
				details: '[heap]',
				start: 0x80_0000,
				blocks: [{size: 3072 * K, protection: 'rw-p', measures: grown}],
			},
			{
				type: 'Private Data',
				kind: 'anonymous',
				start: 0x4000_0000,
				blocks: [{size: 64 * K, protection: 'rw-p', measures: resident(64 * K, 64 * K)}],
			},
		],
		{pageTable: 48 * K, time: Date.UTC(2026, 10, 22, 20, 32)},
	);
};

const live = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;

test('d shows what has changed since the first snapshot: signed, marked, what grew most first', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(later(), live);
	await terminal.waitForText('3,072');
	terminal.keyboard.press('d');
	const text = await terminal.waitForText('CHANGE since the first snapshot');
	expect(text).toMatch(/Heap +\+2,048 +\+2,048 +\+2,048 +\+1,536/);
	const rows = listOf(text);
	expect(rows[0]).toMatch(/^>~ +0000000000800000 +Heap +\+2,048/);
	expect(rows[1]).toMatch(/^ \+ +0000000040000000 +Private Data +\+64/);
	expect(rows.some(row => /^ - .*Stack +-132/.test(row))).toBe(true);
	terminal.keyboard.press('d');
	expect(await terminal.waitForText('by Address')).not.toContain('+2,048');
});

test('c shows in a diff also what did not change', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(sample(), live);
	terminal.keyboard.press('d');
	await terminal.waitForText('No region has changed.');
	terminal.keyboard.press('c');
	expect(listOf(await terminal.waitForText('main heap'))).toHaveLength(3);
});

test('m marks the snapshot that a diff then compares with', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(later(), live);
	terminal.keyboard.press('m');
	await terminal.waitForText('Snapshot 2 is marked');
	store.addSnapshot(later(), live);
	terminal.keyboard.press('d');
	await terminal.waitForText('CHANGE since the mark');
	expect(await terminal.screen.text()).toContain('No region has changed.');
});

test('t draws the timeline; Left walks to an earlier moment, which the whole screen shows, and End goes live', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(later(), live);
	terminal.keyboard.press('t');
	const text = await terminal.waitForText(/Total .{1,5}Committed /);
	expect(text).toMatch(/Total WS 2,160/);
	terminal.keyboard.press(left);
	const earlier = await terminal.waitForText('SNAPSHOT 1 at');
	expect(listOf(earlier)).toHaveLength(3);
	expect(earlier).toMatch(/Total WS 644/);
	terminal.keyboard.press('G');
	await terminal.waitForText('Total WS 2,160');
	terminal.keyboard.press('4');
	await terminal.waitForText(/Heap .{1,5}Committed 3,072/);
	terminal.keyboard.press('t');
	await terminal.waitForText(/^Working Set .*2,160$/m);
});

test('two marks on the timeline and d compare these two moments', async () => {
	const {terminal, store} = openApp();
	store.addSnapshot(later(), live);
	store.addSnapshot(later(), live);
	terminal.keyboard.press('t', left, left, 'm');
	await terminal.waitForText('Snapshot 1 is marked');
	terminal.keyboard.press('\u001B[C', 'm', 'd');
	const text = await terminal.waitForText(/CHANGE from the mark at \S+ to \d/);
	expect(text).toMatch(/Heap +\+2,048/);
});

test('the timeline folds into 80 x 24 and goes on where a snapshot is added', async () => {
	const {terminal, store} = openApp(sample(), 80, 24);
	terminal.keyboard.press('t');
	await terminal.waitForText(/Total .{1,5}Committed /);
	store.addSnapshot(later(), live);
	const text = await terminal.waitForText('3,072');
	expect(text.split('\n')).toHaveLength(24);
	expect(text.split('\n').at(-1)).toMatch(/^Left earlier .*t close {2}\? help/);
});

test('when the process ends its last snapshot stays, and the bottom line says what happened', async () => {
	const {terminal, store} = openApp();
	await terminal.waitForText('Regions 3');
	store.setStatus({kind: 'ended', sentence: 'Process 1234 has ended.'});
	const text = await terminal.waitForText('Process 1234 has ended.');
	expect(text).toContain('/usr/bin/sample');
	expect(text).toContain('ENDED');
});

test('what is missing from a snapshot is said on the screen', async () => {
	const {terminal} = openApp({...sample(), notices: ['Only maps could be read.']}, 80, 24);
	const text = await terminal.waitForText('! Only maps could be read.');
	expect(text.split('\n')).toHaveLength(24);
	expect(text.split('\n').at(-1)).toMatch(/^Enter open/);
});

test('addresses of a 32-bit process have eight digits', async () => {
	const snapshot = sample();
	const {terminal} = openApp({...snapshot, process: {...snapshot.process, addressDigits: 8}});
	await terminal.waitForText(/^> \+ 00400000 /m);
});
