import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {MemoryType} from '../../source/model/memory-type.ts';
import {type BlockFacts, describeBlocks, findBlock, takeSnapshot} from '../helpers/live-snapshot.ts';
import {type ReportedMapping, type RunningTarget, reportedMappings, startMappings} from '../helpers/targets.ts';

/** What each mapping of the C program is. One that the machine does not have is not reported. */
const expected: Readonly<Record<string, {readonly type: MemoryType; readonly kind?: string}>> = {
	'fork-shared': {type: 'Private Data', kind: 'anonymous'},
	'private-anonymous': {type: 'Private Data', kind: 'anonymous'},
	untouched: {type: 'Private Data', kind: 'anonymous'},
	'no-reserve': {type: 'Private Data', kind: 'anonymous'},
	'zero-pages': {type: 'Private Data', kind: 'anonymous'},
	reserve: {type: 'Private Data', kind: 'reserved'},
	'reserve-with-pages': {type: 'Private Data', kind: 'reserved'},
	'split-first': {type: 'Private Data', kind: 'anonymous'},
	'split-second': {type: 'Private Data', kind: 'anonymous'},
	'split-third': {type: 'Private Data', kind: 'anonymous'},
	'executable-anonymous': {type: 'Private Data', kind: 'JIT code'},
	'grows-down': {type: 'Stack', kind: 'growing mapping'},
	'low-address': {type: 'Private Data', kind: 'anonymous'},
	locked: {type: 'Private Data', kind: 'anonymous'},
	'huge-advised': {type: 'Private Data', kind: 'anonymous'},
	hugetlb: {type: 'Private Data', kind: 'huge pages'},
	'lazily-freed': {type: 'Private Data', kind: 'anonymous'},
	secret: {type: 'Private Data', kind: 'secretmem'},
	'shared-anonymous': {type: 'Shareable', kind: 'shared anonymous'},
	memfd: {type: 'Shareable', kind: 'memfd'},
	'posix-shared': {type: 'Shareable', kind: 'POSIX shared memory'},
	'system-v': {type: 'Shareable', kind: 'SysV'},
	'file-read-only': {type: 'Mapped File', kind: 'file'},
	'file-shared-read-only': {type: 'Mapped File'},
	'file-shared-writable': {type: 'Mapped File'},
	'file-copy-on-write': {type: 'Mapped File', kind: 'copy-on-write file'},
	'file-untouched': {type: 'Mapped File', kind: 'file'},
	'file-deleted': {type: 'Mapped File', kind: 'deleted file'},
	'program-as-data': {type: 'Mapped File', kind: 'file'},
	'name-newline': {type: 'Mapped File'},
	'name-escape': {type: 'Mapped File'},
	'name-wide': {type: 'Mapped File'},
	'name-invalid': {type: 'Mapped File'},
	'name-blanks': {type: 'Mapped File'},
	'name-backslash': {type: 'Mapped File'},
	'name-newline-too': {type: 'Mapped File', kind: 'file'},
	'name-deleted': {type: 'Mapped File', kind: 'file'},
	'name-deleted-newline': {type: 'Mapped File', kind: 'file'},
	'name-deleted-invalid': {type: 'Mapped File', kind: 'file'},
	'name-formula': {type: 'Mapped File'},
	'brk-heap': {type: 'Heap', kind: 'main heap'},
	'malloc-large': {type: 'Heap', kind: 'glibc mmapped chunk'},
	'program-bss': {type: 'Image', kind: 'executable'},
	'arena-first': {type: 'Heap', kind: 'glibc arena'},
	'arena-second': {type: 'Heap', kind: 'glibc arena'},
	'arena-third': {type: 'Heap', kind: 'glibc arena'},
	'main-stack': {type: 'Stack', kind: 'main stack'},
	'thread-stack': {type: 'Stack', kind: 'thread stack'},
	'thread-guard': {type: 'Stack', kind: 'thread stack'},
	'before-fork-guard': {type: 'Private Data', kind: 'anonymous'},
	'fork-guard': {type: 'Private Data', kind: 'anonymous'},
	'after-fork-guard': {type: 'Private Data', kind: 'anonymous'},
	'before-guard': {type: 'Private Data', kind: 'anonymous'},
	'guard-inside': {type: 'Private Data', kind: 'anonymous'},
	'after-guard': {type: 'Private Data', kind: 'anonymous'},
	'before-shared-guard': {type: 'Shareable', kind: 'shared anonymous'},
	'shared-guard': {type: 'Shareable', kind: 'shared anonymous'},
	'after-shared-guard': {type: 'Shareable', kind: 'shared anonymous'},
	'cold-guard': {type: 'Private Data', kind: 'anonymous'},
};

let target: RunningTarget;
let blocks: readonly BlockFacts[];
let reported: ReadonlyMap<string, ReportedMapping>;

beforeAll(async () => {
	target = await startMappings();
	await target.freeze();
	reported = reportedMappings(target);
	blocks = describeBlocks(await takeSnapshot(target.pid));
});

afterAll(async () => {
	await target[Symbol.asyncDispose]();
});

function blockOf(name: string): BlockFacts {
	return findBlock(blocks, Number.parseInt(reported.get(name)?.address ?? '', 16));
}

describe('every kind of mapping that Linux has', () => {
	test('is known by its type and its kind', () => {
		for (const [name] of reported) {
			const {type, kind} = blockOf(name);
			expect({name, type, ...(expected[name]?.kind === undefined ? {} : {kind})}).toEqual({name, ...expected[name]});
		}
	});

	test('has the size, the pages and the protection that the program gave it', () => {
		for (const {name, address, size, resident, privateResident, permissions} of reported.values()) {
			const block = blockOf(name);
			if (resident !== undefined) {
				expect({
					name,
					start: block.start.toString(16),
					size: block.measure('size'),
					totalWs: block.measure('totalWs'),
					privateWs: block.measure('privateWs'),
				}).toEqual({name, start: address, size, totalWs: resident, privateWs: privateResident});
			}

			if (permissions !== undefined) {
				expect({name, protection: block.protection}).toEqual({name, protection: permissions});
			}
		}
	});

	test('has evidence for what it is', () => {
		expect(blocks.filter(({type, evidence}) => type !== 'Free' && evidence === '')).toEqual([]);
	});
});

test('memory without rights is committed only as far as it holds pages', () => {
	expect(blockOf('reserve').measure('committed')).toBe(0);
	expect(blockOf('reserve-with-pages').measure('committed')).toBe(64 << 10);
	expect(blockOf('thread-guard').measure('committed')).toBe(0);
	expect(blockOf('untouched').measure('committed')).toBe(256 << 10);
});

test('a guard is reserved, be it a part of its own or inside of what cannot be divided', context => {
	const guards = ['guard-inside', 'shared-guard', 'cold-guard', 'fork-guard'].filter(name => reported.has(name));
	context.skip(guards.length === 0, 'this kernel has no guards inside of mappings');
	for (const name of guards) {
		const all = blocks.filter(({regionStart}) => regionStart === blockOf(name).regionStart);
		const sum = (measure: 'size' | 'committed') =>
			all.reduce((total, block) => total + (block.measure(measure) ?? 0), 0);
		expect({name, size: sum('size'), committed: sum('committed')}).toEqual({
			name,
			size: 256 << 10,
			committed: 192 << 10,
		});
	}

	expect(blockOf('cold-guard').measure('private')).toBe(192 << 10);
});

test('private memory is what would be copied on write, whole', () => {
	expect(blockOf('private-anonymous').measure('private')).toBe(1 << 20);
	expect(blockOf('split-second').measure('private')).toBe(128 << 10);
	expect(blockOf('file-copy-on-write').measure('private')).toBe(256 << 10);
	expect(blockOf('file-read-only').measure('private')).toBe(0);
	expect(blockOf('file-shared-writable').measure('private')).toBe(0);
	expect(blockOf('memfd').measure('private')).toBe(0);
});

test('what a fork still shares is shared, and what the child wrote is not', () => {
	const block = blockOf('fork-shared');
	expect(block.measure('sharedWs')).toBe(192 << 10);
	expect(block.measure('privateWs')).toBe(64 << 10);
	expect(block.measure('pss')).toBe((64 + 192 / 2) << 10);
	expect(block.measure('uss')).toBe(64 << 10);
});

test('only locked memory is locked', () => {
	const locked = blocks.filter(block => (block.measure('lockedWs') ?? 0) > 0);
	// Memory that the kernel does not map either is always locked.
	const wanted = ['locked', 'secret'].filter(name => reported.has(name)).map(name => blockOf(name).row);
	expect(locked.map(({row}) => row)).toEqual(wanted);
	expect(blockOf('locked').measure('lockedWs')).toBe(128 << 10);
});

test('huge pages are counted where the kernel gave them', () => {
	const block = blockOf('huge-advised');
	expect(block.vmFlags.split(' ')).toContain('hg');
	expect(block.measure('huge')).toBe(block.field('AnonHugePages'));
});

test('the .bss of a program belongs to its image', () => {
	const bss = blockOf('program-bss');
	expect(bss.path).toBe('');
	expect(findBlock(blocks, bss.regionStart).path).toMatch(/\/program$/);
	expect(bss.details).toMatch(/\/program$/);
});

test('a stack and its guard are one region', () => {
	const [stack, guard] = [blockOf('thread-stack'), blockOf('thread-guard')];
	expect(guard.regionStart).toBe(guard.start);
	expect(stack.regionStart).toBe(guard.start);
});

test('an arena is one region with its reserve', () => {
	for (const name of ['arena-first', 'arena-second', 'arena-third']) {
		const start = Number.parseInt(reported.get(name)?.address ?? '', 16);
		const arena = blocks.filter(({regionStart}) => regionStart === start);
		expect(arena.map(({protection}) => protection)).toEqual(['rw-p', '---p']);
		expect(arena.reduce((sum, block) => sum + (block.measure('size') ?? 0), 0)).toBe(64 << 20);
	}
});

test('names are what they are, and bytes that are no text stay told apart', () => {
	const name = (mapping: string) => blockOf(mapping).path.slice(target.directory.length + 1);
	expect(name('name-newline')).toBe('new\nline');
	expect(name('name-escape')).toBe('\u001B[31mred\u001B[0m \u001B]0;title\u0007');
	expect(name('name-wide')).toBe('世界 é 😀');
	expect(name('name-invalid')).toBe('invalid-\\xff\\xfe-\\xc3(');
	expect(name('name-blanks')).toBe(' two  blanks ');
	expect(name('name-backslash')).toBe(String.raw`back\012slash`);
	expect(name('name-newline-too')).toBe('back\nslash');
	expect(name('file-deleted')).toBe('deleted (deleted)');
});

test('a file that is really named so is not taken for a deleted one', () => {
	const name = (mapping: string) => blockOf(mapping).path.slice(target.directory.length + 1);
	expect(name('name-deleted')).toBe('not really (deleted) (not deleted)');
	expect(name('name-deleted-newline')).toBe('not\nreally (deleted) (not deleted)');
	expect(name('name-deleted-invalid')).toBe(String.raw`not \xff really (deleted) (not deleted)`);
});
