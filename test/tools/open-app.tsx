import {afterEach} from 'vitest';
import {App} from '../../source/app.tsx';
import {createPaint} from '../../source/components/paint.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {createScreenStore, type ScreenStore, type StoreEffect} from '../../source/screen/store.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';

const K = 1024;

const measured = (size: number, totalWs: number) => ({
	committed: size,
	private: size,
	totalWs,
	privateWs: totalWs,
	sharedWs: 0,
	lockedWs: 0,
});

/** A program of three blocks, free space, a heap, much free space, a reservation and a stack. */
export const sample = (): Snapshot =>
	makeSnapshot([
		{type: 'Unusable', kind: 'below', start: 0, blocks: [{size: 64 * K, protection: '', measures: measured(0, 0)}]},
		{
			type: 'Image',
			kind: 'executable',
			details: '/usr/bin/sample',
			start: 0x40_0000,
			protection: 'r-xp',
			blocks: [
				{size: 16 * K, protection: 'r--p', measures: measured(16 * K, 16 * K)},
				{size: 64 * K, protection: 'r-xp', measures: measured(64 * K, 48 * K)},
				{size: 8 * K, protection: 'rw-p', measures: measured(8 * K, 8 * K)},
			],
		},
		{type: 'Free', start: 0x41_6000, blocks: [{size: 0x80_0000 - 0x41_6000, protection: '', measures: measured(0, 0)}]},
		{
			type: 'Heap',
			kind: 'main heap',
			details: '[heap]',
			start: 0x80_0000,
			blocks: [{size: 1024 * K, protection: 'rw-p', measures: measured(1024 * K, 512 * K)}],
		},
		{
			type: 'Free',
			start: 0x90_0000,
			blocks: [{size: 0x7ff0_0000 - 0x90_0000, protection: '', measures: measured(0, 0)}],
		},
		{
			type: 'Stack',
			kind: 'main stack',
			details: '[stack]\u001B[2J',
			start: 0x7ff0_0000,
			blocks: [{size: 132 * K, protection: 'rw-p', measures: measured(132 * K, 20 * K)}],
		},
	]);

type Opened = {readonly terminal: Terminal; readonly store: ScreenStore; readonly effects: readonly StoreEffect[]};

const opened: Terminal[] = [];

afterEach(async () => {
	for (const terminal of opened.splice(0)) {
		await terminal[Symbol.asyncDispose]();
	}
});

/** The app in the terminal emulator, on a snapshot as if it were live. What keys ask of the world is gathered. */
export function openApp(snapshot = sample(), columns = 120, rows = 40): Opened {
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
}
