import {createElement} from 'react';
import {describe, expect, test} from 'vitest';
import {App} from '../../source/app.tsx';
import {createPaint} from '../../source/components/paint.ts';
import type {Finding} from '../../source/model/inspection.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {lineText} from '../../source/screen/line.ts';
import {createScreenStore, type ScreenStore, type StoreEffect} from '../../source/screen/store.ts';
import {viewScreen} from '../../source/screen/view/screen.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {snapshotOf} from '../helpers/vmas.ts';

const live = {kind: 'live', intervalSeconds: 1, effectiveMilliseconds: 1000, isBackedOff: false} as const;

const memory = `
	400000-402000 r--p 0 fe:01 7 /usr/lib/libone.so | Rss 8, Pss 8, Anonymous 0, Swap 0, VmFlags rd mr mw me
	402000-408000 r-xp 2000 fe:01 7 /usr/lib/libone.so | Rss 24, Pss 24, Anonymous 0, Swap 0, VmFlags rd ex mr mw me
	500000-600000 rwxp 0 00:00 0 | Rss 64, Pss 64, Anonymous 64, Swap 32, SwapPss 32, VmFlags rd wr ex mr mw me
`;

type Opened = {readonly store: ScreenStore; readonly effects: StoreEffect[]};

function open(snapshot: Snapshot, columns = 80, rows = 24): Opened {
	const effects: StoreEffect[] = [];
	const store = createScreenStore({size: {columns, rows}, status: {kind: 'starting', pid: 1234}}, effect =>
		effects.push(effect),
	);
	store.addSnapshot(snapshot, live);
	return {store, effects};
}

/** The lines of the panel below the types, as they are seen. */
function panel(store: ScreenStore): readonly string[] {
	const derived = store.getDerived();
	return derived ? viewScreen(derived, store.getShown(), false).panel.map(lineText) : [];
}

/** All of the details, scrolled through. */
function allLines(store: ScreenStore): string {
	return (store.getDerived()?.detailLines ?? []).map(lineText).join('\n');
}

const facts: Extract<Finding, {kind: 'described'}> = {
	kind: 'described',
	start: 0x40_0000,
	end: 0x40_8000,
	facts: {
		buildId: '93ac61ec5a8eb1396f9fbd350e3169a558528a40',
		soname: 'libone.so.1\u001B[2J',
		nodes: [
			{node: 0, bytes: 8192},
			{node: 1, bytes: 24_576},
		],
	},
};

describe('what no snapshot has', () => {
	test('is asked for once when the details open, and again by r', () => {
		const {store, effects} = open(snapshotOf(memory));
		expect(effects).toEqual([]);
		store.pressKeys(['3']);
		const asked = {kind: 'inspect', inspection: {kind: 'describe', start: 0x40_0000, end: 0x40_8000}};
		expect(effects).toEqual([asked]);
		store.pressKeys(['j']);
		store.addSnapshot(snapshotOf(memory), live);
		expect(effects).toEqual([asked]);
		store.pressKeys(['r']);
		expect(effects).toEqual([asked, {kind: 'refresh'}, asked]);
	});

	test('is shown beside the file, escaped', () => {
		const {store} = open(snapshotOf(memory));
		store.pressKeys(['3']);
		expect(allLines(store)).not.toContain('Build id');
		store.showFinding(facts);
		expect(panel(store)).toContain('Build id      93ac61ec5a8eb1396f9fbd350e3169a558528a40');
		expect(panel(store)).toContain('Soname        libone.so.1\\e[2J');
		expect(panel(store)).toContain('NUMA nodes    node 0: 8 KB, node 1: 24 KB');
	});

	test('is not shown of something else: a block that begins where its region does, an answer that comes too late', () => {
		const {store, effects} = open(snapshotOf(memory));
		store.pressKeys(['3']);
		store.showFinding(facts);
		store.pressKeys(['escape', '+', 'j', '3']);
		expect(effects.at(-1)).toEqual({kind: 'inspect', inspection: {kind: 'describe', start: 0x40_0000, end: 0x40_2000}});
		expect(allLines(store)).not.toContain('Build id');
		store.showFinding(facts);
		expect(allLines(store)).not.toContain('Build id');
	});

	test('is not asked for in a diff, nor of free space', () => {
		const {store, effects} = open(snapshotOf(memory));
		store.addSnapshot(snapshotOf(memory), live);
		store.pressKeys(['d', 'c', '3']);
		expect(allLines(store)).toContain('libone.so');
		store.pressKeys(['d', '2', 'u', 'home', '3']);
		expect(allLines(store)).toMatch(/Unusable|Free/);
		expect(effects).toEqual([]);
	});
});

describe('insights of a region', () => {
	test('stand on its details, with its own figures', () => {
		const {store} = open(snapshotOf(memory));
		store.pressKeys(['end', '3']);
		const text = allLines(store).replaceAll(/\s+/g, ' ');
		expect(text).toContain('! 1 block of 1,024 KB can be written and executed at once, of which 64 KB in memory.');
		expect(text).toContain('! 32 KB are swapped out, 33.3% of what is in use.');
	});

	test('of a block are those of the block', () => {
		const two = `${memory}\n600000-700000 rw-p 0 00:00 0 [heap] | Rss 0, Pss 0, Anonymous 0, Swap 4`;
		const {store} = open(snapshotOf(two));
		store.pressKeys(['end', '3']);
		expect(allLines(store)).not.toContain('executed');
	});

	test('are left out where there is nothing to tell, and in a diff', () => {
		const {store} = open(snapshotOf(memory));
		store.addSnapshot(snapshotOf(memory), live);
		store.pressKeys(['3']);
		expect(allLines(store)).not.toContain('Insights');
		store.pressKeys(['2', 'd', 'c', 'end', '3']);
		expect(allLines(store)).toContain('0000000000500000');
		expect(allLines(store)).not.toContain('Insights');
	});
});

describe('the panel', () => {
	test.each([
		[80, 24],
		[200, 50],
	])('of %i x %i is never wider or longer, and scrolls', (columns, rows) => {
		const {store} = open(snapshotOf(memory), columns, rows);
		store.pressKeys(['3']);
		store.showFinding(facts);
		const height = (store.getDerived()?.layout.regionRows ?? 0) + 2;
		for (const key of ['home', 'G']) {
			store.pressKeys([key]);
			const lines = panel(store);
			expect(lines.length).toBeLessThanOrEqual(height);
			expect(lines.every(line => line.length <= columns)).toBe(true);
		}

		expect(panel(store).join('\n')).toContain('executable');
	});

	test('of Windows has what Windows knows, and asks for nothing', () => {
		const size = 8192;
		const blocks = [
			{size, protection: 'Execute/Read/Write', measures: {committed: size, private: size, totalWs: 4096}},
		];
		const {store, effects} = open(
			makeSnapshot([{type: 'Private Data', start: 0x10_0000, blocks}], {platform: 'windows'}),
		);
		store.pressKeys(['3']);
		const text = allLines(store);
		expect(text).toContain('! 1 block of 8 KB can be written and executed at once, of which 4 KB in memory.');
		expect(text).not.toMatch(/smaps|NUMA|PSS/);
		expect(effects).toEqual([]);
	});
});

test('the type table keeps its height in a diff, so that the details end at the bottom', async () => {
	const store = open(snapshotOf(memory)).store;
	store.addSnapshot(snapshotOf(memory), live);
	store.pressKeys(['d', 'c', '3']);
	const terminal = openTerminal(createElement(App, {store, paint: createPaint(0), hasColor: false}), {
		columns: 80,
		rows: 24,
		exitOnCtrlC: false,
	});
	try {
		const lines = (await terminal.waitForText('Region of 2 blocks')).split('\n');
		expect(lines.at(-2)?.trim()).not.toBe('');
		expect(lines.at(-1)).toMatch(/^Enter open/);
	} finally {
		await terminal[Symbol.asyncDispose]();
	}
});
