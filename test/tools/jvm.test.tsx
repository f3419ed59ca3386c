import {expect, test} from 'vitest';
import type {JvmAccount} from '../../source/model/linux/jvm/jvm-account.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {openApp, sample} from './open-app.tsx';

const account: JvmAccount = {
	time: Date.UTC(2026, 10, 28, 13, 5, 12),
	command: 'VM.native_memory',
	ranges: [{start: 0x1000, end: 0x2000, purposes: []}],
	threads: [{tid: 7, name: 'main'}],
	counters: {nmt_reserved: 4096 * 1024, nmt_committed: 2048 * 1024, nmt_malloc: 12 * 1024},
};

/** A process that has mapped HotSpot. */
const jvm: Snapshot = {...sample(), strings: [...sample().strings, '/usr/lib/jvm/lib/server/libjvm.so']};

test('J asks nothing of a process that is no JVM', async () => {
	const {terminal, effects} = openApp();
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J');
	await terminal.waitForText('This is no JVM: it has not mapped libjvm.so');
	expect(effects).toEqual([]);
});

test('J does not call a program on Windows none, where it cannot be asked', async () => {
	const {terminal, effects} = openApp({...jvm, platform: 'windows'});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J');
	await terminal.waitForText('A JVM can be asked on Linux only.');
	expect(effects).toEqual([]);
});

test('J says what the JVM would have to do, and Esc leaves it alone', async () => {
	const {terminal, effects} = openApp(jvm);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J');
	expect(await terminal.waitForText('Enter ask it')).toContain('the JVM itself then runs VM.native_memory');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	expect(effects).toEqual([]);
});

test('Esc leads back to the list that was opened from the strings, and then to them', async () => {
	const {terminal, store} = openApp(jvm);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('i');
	await terminal.waitForText('searching');
	const batch = {addresses: Float64Array.of(0x80_0000), encodings: new Uint8Array(1), texts: ['first']};
	store.showFinding({kind: 'strings', search: 1, batch, done: 1, total: 1, isPresenceKnown: true, end: 'complete'});
	await terminal.waitForText('1 found');
	terminal.keyboard.press('\r');
	await terminal.waitForText('Esc leads back to the strings.');
	terminal.keyboard.press('J');
	await terminal.waitForText('Enter ask it  Esc leave it alone  ? help');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('1 found');
});

test('Enter asks, and the answer is told in a few words', async () => {
	const {terminal, store, effects} = openApp(jvm);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J', '\r');
	await terminal.waitForText('Waiting for the JVM');
	expect(effects).toEqual([{kind: 'inspect', inspection: {kind: 'ask jvm'}}]);
	store.showFinding({kind: 'jvm', account});
	const text = await terminal.waitForText(
		/It told 1 range \(jcmd VM\.native_memory, \d\d:05:12\) and the names of 1 thread\./,
	);
	expect(text).toContain('2,048 KB committed of 4,096 KB reserved, 12 KB of it by malloc.');
});

test('a refusal wraps in a small terminal and is escaped', async () => {
	const {terminal, store} = openApp(jvm, 60, 15);
	await terminal.waitForText('Regions');
	terminal.keyboard.press('J', '\r');
	await terminal.waitForText('Waiting for the JVM');
	const sentence = 'The JVM of process 1234 gave no account of its memory, and this is why: \u001B[2J.';
	store.showFinding({kind: 'refused', inspection: 'ask jvm', sentence});
	expect(await terminal.waitForText('this is why')).toContain('\\e[2J');
});

test('a refusal that comes after Esc is a message, and so is one to take away what was said', async () => {
	const {terminal, store} = openApp(jvm);
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J', '\r');
	await terminal.waitForText('Waiting for the JVM');
	terminal.keyboard.press('\u001B');
	await terminal.waitForText('Regions 3');
	store.showFinding({kind: 'refused', inspection: 'ask jvm', sentence: 'It gave \u001B[2J no account.'});
	expect(await terminal.waitForText('no account.')).toMatch(/^It gave \\e\[2J no account\./m);
	store.showFinding({kind: 'refused', inspection: 'forget jvm', sentence: 'There is no process.'});
	await terminal.waitForText('There is no process.');
});

test('J takes away what was said', async () => {
	const {terminal, store, effects} = openApp({...sample(), counters: account.counters});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('J');
	await expect.poll(() => effects).toEqual([{kind: 'inspect', inspection: {kind: 'forget jvm'}}]);
	store.showFinding({kind: 'jvm', account: undefined});
	await terminal.waitForText('What the JVM said is taken away');
});

test('! holds what the JVM has committed against what is in memory', async () => {
	const {terminal} = openApp({...sample(), counters: account.counters});
	await terminal.waitForText('Regions 3');
	terminal.keyboard.press('!');
	const text = await terminal.waitForText('By its own account the JVM had 2,048 KB committed, 12 KB of it by malloc');
	expect(text.replaceAll(/\s+/g, ' ')).toContain('604 KB of the whole process are in memory');
});
