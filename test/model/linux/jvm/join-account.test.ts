import {describe, expect, test} from 'vitest';
import {clock} from '../../../../source/model/clock.ts';
import type {ThreadClue} from '../../../../source/model/linux/clues.ts';
import {hasJvmAccount, type JvmAccount, keepExtents} from '../../../../source/model/linux/jvm/jvm-account.ts';
import {findPurpose} from '../../../../source/model/linux/jvm/jvm-purposes.ts';
import {type Snapshot, textAt} from '../../../../source/model/snapshot.ts';
import {listRegions, snapshotOf} from '../../../helpers/vmas.ts';

const time = Date.UTC(2026, 10, 28, 13, 5, 12);
const source = `jcmd VM.native_memory, ${clock(time)}`;

function account(...ranges: readonly (readonly [number, number, ...string[]])[]): JvmAccount {
	return {
		time,
		command: 'VM.native_memory',
		ranges: ranges.map(([start, end, ...names]) => ({start, end, purposes: names.map(findPurpose)})),
		threads: [],
		counters: {nmt_committed: 4096},
	};
}

function build(text: string, jvm: JvmAccount, threads?: readonly ThreadClue[]): Snapshot {
	return snapshotOf(text, {clues: {jvm, ...(threads && {threads})}});
}

function evidence(snapshot: Snapshot): readonly string[] {
	return Array.from({length: snapshot.regions.count}, (_, row) =>
		textAt(snapshot, snapshot.regions.evidence, row),
	).filter(text => text.includes('JVM'));
}

const heap = `
	c0000000-c1000000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me ac
	c1000000-d0000000 ---p 0 00:00 0 | VmFlags mr mw me
`;

describe('a region of which the JVM speaks', () => {
	test('is what the JVM says, and that is not inferred', () => {
		const snapshot = build(heap, account([0xc000_0000, 0xd000_0000, 'Java Heap']));
		expect(listRegions(snapshot)).toEqual(['c0000000 Managed Heap: Java heap | rw-p, ---p reserve']);
		expect(evidence(snapshot)).toEqual([`The JVM says so (${source}).`]);
		expect(hasJvmAccount(snapshot)).toBe(true);
	});

	test('is that also where something else was inferred', () => {
		const library = '7fac8d514000-7fac8d515000 r-xp 0 fe:00 10 /lib/server/libjvm.so';
		const text = `7fac71400000-7fac71670000 rwxp 0 00:00 0\n${library}`;
		expect(listRegions(snapshotOf(text))[0]).toContain('Java code cache?');
		expect(listRegions(build(text, account([0x7fac_7140_0000, 0x7fac_7167_0000, 'GC'])))[0]).toBe(
			'7fac71400000 Managed Heap: Java GC data | rwxp',
		);
	});

	test('is told to be so in part where the rest is not told of', () => {
		const text = '7f0000000000-7f0000010000 rw-p 0 00:00 0';
		const most = build(text, account([0x7f00_0000_0000, 0x7f00_0000_c000, 'GC']));
		expect(listRegions(most)).toEqual(['7f0000000000 Managed Heap: Java GC data? | rw-p']);
		expect(evidence(most)).toEqual([`The JVM says so of 48 KB of the 64 KB that can be accessed (${source}).`]);
		const little = build(
			text,
			account([0x7f00_0000_0000, 0x7f00_0000_2000, 'GC'], [0x7f00_0000_3000, 0x7f00_0000_4000, 'Code']),
		);
		expect(listRegions(little)).toEqual(['7f0000000000 Private Data: anonymous | rw-p']);
		expect(evidence(little)[0]).toMatch(/The JVM has 8 KB of Java GC data and 4 KB of Java code cache in it, of 64 KB/);
	});

	test('keeps its kind where the JVM does not say which part is what', () => {
		const snapshot = build(
			'7f0000000000-7f0000010000 rw-p 0 00:00 0',
			account([0x7f00_0000_0000, 0x7f00_0001_0000, 'CODE', 'GC']),
		);
		expect(listRegions(snapshot)).toEqual(['7f0000000000 Private Data: anonymous | rw-p']);
		expect(evidence(snapshot)[0]).toContain('The JVM has several things in it');
	});

	test('stays a file, unless the JVM has made a part of its heap of it', () => {
		const text = `
			ffe00000-fff00000 rw-p 00c77000 fe:00 9 /lib/server/classes.jsa
			7f0000000000-7f0000008000 rw-s 0 fe:00 7 /tmp/hsperfdata_me/1
		`;
		const snapshot = build(
			text,
			account([0xffe0_0000, 0xfff0_0000, 'Java Heap'], [0x7f00_0000_0000, 0x7f00_0000_8000, 'Internal']),
		);
		expect(listRegions(snapshot)).toEqual([
			'ffe00000 Managed Heap: Java heap | /lib/server/classes.jsa | rw-p',
			'7f0000000000 Mapped File: file | /tmp/hsperfdata_me/1 | rw-s',
		]);
	});
});

test('threads carry the whole names that the JVM has for them, if they live', () => {
	const text = ['7f0000000000', '7f0000200000', '7f0000400000', '7f0000600000']
		.map(start => {
			const guard = (Number.parseInt(start, 16) + 0x1000).toString(16);
			const end = (Number.parseInt(start, 16) + 0x10_1000).toString(16);
			return `${start}-${guard} ---p 0 00:00 0 | VmFlags mr mw me nh\n${guard}-${end} rw-p 0 00:00 0 | VmFlags rd wr mr mw me nh`;
		})
		.join('\n');
	const thread = (tid: number, name: string, stackPointer: number): ThreadClue => ({tid, name, stackPointer});
	const jvm = {
		...account([0x7f00_0000_1000, 0x7f00_0010_1000, 'Thread Stack']),
		threads: [
			{tid: 7, name: 'Monitor-Deflation-Thread'},
			{tid: 8, name: 'GC-Thread'},
			{tid: 9, name: 'main'},
		],
	};
	const everywhere = {
		...jvm,
		ranges: [0x7f00_0000_1000, 0x7f00_0020_1000, 0x7f00_0040_1000].map(start => ({
			start,
			end: start + 0x10_0000,
			purposes: [findPurpose('STACK')],
		})),
	};
	const snapshot = build(text, everywhere, [
		thread(7, 'Monitor Deflati', 0x7f00_0010_0000),
		thread(8, 'GC Thread#0', 0x7f00_0030_0000),
		thread(9, 'java', 0x7f00_0050_0000),
		thread(10, 'other', 0x7f00_0070_0000),
	]);
	const stacks = listRegions(snapshot).map(line => line.split(' | ')[1]);
	expect(stacks).toEqual([
		'thread 7 Monitor Deflation-Thread',
		'thread 8 GC Thread#0',
		'thread 9 main',
		'thread 10 other',
	]);
	expect(evidence(snapshot)).toEqual(Array.from({length: 3}, () => `The JVM says so (${source}).`));
});

test('later samples take its word for regions that were there, and are still what they were', () => {
	const said = account([0xc000_0000, 0xd000_0000, 'Java Heap'], [0x7f00_0000_0000, 0x7f00_0001_0000, 'GC']);
	const other = '7f0000000000-7f0000010000 rw-p 0 00:00 0';
	const kept = keepExtents(said, build(`${heap}\n${other}`, said));
	const later = build(`${heap}\n7f0000000000-7f0000020000 rw-p 0 00:00 0`, kept);
	expect(listRegions(later)).toEqual([
		'c0000000 Managed Heap: Java heap | rw-p, ---p reserve',
		'7f0000000000 Private Data: anonymous | rw-p',
	]);
});
