import {describe, expect, test} from 'vitest';
import {canLoad, compileC} from '../helpers/compile-target.ts';
import {describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';
import {type RunningTarget, startTarget} from '../helpers/targets.ts';

/** The library of each kind, as Debian names it. */
const allocators = [
	{library: 'libtcmalloc_minimal.so.4', kind: 'tcmalloc'},
	{library: 'libtcmalloc_minimal.so.4', kind: 'tcmalloc', settings: ['TCMALLOC_SKIP_SBRK=1']},
	{library: 'libmimalloc.so.2.0', kind: 'mimalloc'},
	{library: 'libjemalloc.so.2', kind: 'jemalloc'},
] as const;

describe.skipIf(process.platform !== 'linux')('another malloc in the place of that of glibc', () => {
	for (const {library, kind, ...rest} of allocators) {
		const settings: readonly string[] = 'settings' in rest ? rest.settings : [];
		const title = [library, ...settings].join(', ');
		test.skipIf(!canLoad(library))(`${title}: its heap is all that was allocated, and little more`, async () => {
			await using target = await startAllocator([`LD_PRELOAD=${library}`, ...settings]);
			await target.freeze();
			const snapshot = await takeSnapshot(target.pid);
			const allocated = Number(target.lines[0]);
			const heap = residentByKind(snapshot).get(kind) ?? 0;
			expect(allocated).toBeGreaterThan(70 << 20);
			expect(heap).toBeGreaterThanOrEqual(allocated);
			expect(heap).toBeLessThan(allocated * 1.2);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.99);
			expect(describeBlocks(snapshot).filter(block => block.kind.startsWith('glibc'))).toEqual([]);
		});
	}

	test.skipIf(!canLoad('libmimalloc.so.2.0'))('mimalloc is proven by its segments', async () => {
		await using target = await startAllocator(['LD_PRELOAD=libmimalloc.so.2.0']);
		const blocks = describeBlocks(await takeSnapshot(target.pid)).filter(({kind}) => kind === 'mimalloc');
		expect(new Set(blocks.map(({evidence}) => evidence.includes('cookie')))).toEqual(new Set([true]));
	});

	test('glibc itself: main heap, arena and mapped chunks', async () => {
		await using target = await startAllocator([]);
		await target.freeze();
		const kinds = residentByKind(await takeSnapshot(target.pid));
		expect(kinds.get('main heap')).toBeGreaterThan(15 << 20);
		expect(kinds.get('glibc arena')).toBeGreaterThan(8_000_000);
		expect(kinds.get('glibc mmapped chunk')).toBeGreaterThanOrEqual(48 << 20);
	});
});

async function startAllocator(environment: readonly string[]): Promise<RunningTarget> {
	const program = compileC('allocator.c');
	return startTarget('env', () => [...environment, program]);
}
