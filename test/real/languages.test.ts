import {describe, expect, test} from 'vitest';
import {compileGo, isInstalled, targetSources} from '../helpers/compile-target.ts';
import {takeSnapshot} from '../helpers/live-snapshot.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';
import {startTarget} from '../helpers/targets.ts';

describe.skipIf(process.platform !== 'linux')('of the memory of a runtime that gives no names', () => {
	test.skipIf(!isInstalled('php'))('PHP: the chunks of its memory manager, and its large blocks', async () => {
		await using target = await startTarget('php', () => [`${targetSources}/holds.php`]);
		await target.freeze();
		const snapshot = await takeSnapshot(target.pid);
		const heap = residentByKind(snapshot).get('PHP heap') ?? 0;
		// What PHP says that it has from the system, of which the ends of chunks and blocks are never touched.
		const reported = Number(target.lines[0]);
		expect(heap).toBeLessThanOrEqual(reported);
		expect(heap).toBeGreaterThan(reported * 0.8);
		expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
	});

	test.skipIf(!isInstalled('ruby'))('Ruby: the pages of its heap that malloc has not in the main heap', async () => {
		await using target = await startTarget('ruby', () => [`${targetSources}/holds.rb`]);
		await target.freeze();
		const snapshot = await takeSnapshot(target.pid);
		const heap = residentByKind(snapshot).get('Ruby heap') ?? 0;
		// Those that fit into the main heap are there. A transient heap of 32 MB, of which a part is in use, is no page.
		const [pages, pageSize] = target.lines.map(Number);
		const reported = (pages ?? 0) * (pageSize ?? 0);
		expect(heap).toBeGreaterThan(reported * 0.8);
		expect(heap).toBeLessThan(reported + (32 << 20));
		expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
	});

	test.skipIf(!isInstalled('go'))('Go: its heap, in which goroutines have their stacks, and its runtime', async () => {
		await using target = await startTarget(compileGo('holds.go'));
		const snapshot = await takeSnapshot(target.pid);
		const kinds = residentByKind(snapshot);
		expect(kinds.get('Go heap')).toBeGreaterThan(70_000_000);
		expect(kinds.get('thread stack') ?? 0).toBe(0);
		expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
	});
});
