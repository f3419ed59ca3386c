import {describe, expect, test} from 'vitest';
import {isInstalled} from '../helpers/compile-target.ts';
import {takeSnapshot} from '../helpers/live-snapshot.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';
import {startJava, startNode, startPython} from '../helpers/targets.ts';

describe.skipIf(process.platform !== 'linux')('of the memory of a real program at least 95 % is known', () => {
	test('Node.js: the pages of V8, its code and the buffer that malloc mapped', async () => {
		await using target = await startNode();
		const snapshot = await takeSnapshot(target.pid);
		expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
		const kinds = residentByKind(snapshot);
		expect(kinds.get('V8 heap')).toBeGreaterThan(4 << 20);
		expect(kinds.get('V8 code')).toBeGreaterThan(0);
		expect(kinds.get('glibc mmapped chunk')).toBeGreaterThanOrEqual(32 << 20);
	});

	test.skipIf(!isInstalled('python3'))('Python: arenas of CPython and large blocks of malloc', async () => {
		await using target = await startPython();
		const snapshot = await takeSnapshot(target.pid);
		expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
		const kinds = residentByKind(snapshot);
		expect(kinds.get('Python heap')).toBeGreaterThan(1 << 20);
		expect(kinds.get('glibc mmapped chunk')).toBeGreaterThan(16 << 20);
	});

	test.skipIf(!isInstalled('java') || !isInstalled('javac'))(
		'a JVM: heap, code cache, metaspace, archive',
		async () => {
			await using target = await startJava();
			const snapshot = await takeSnapshot(target.pid);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			const kinds = residentByKind(snapshot);
			expect(kinds.get('Java heap')).toBeGreaterThan(8 << 20);
			for (const kind of ['Java code cache', 'Java metaspace', 'Java class space', 'CDS archive']) {
				expect([kind, (kinds.get(kind) ?? 0) > 0]).toEqual([kind, true]);
			}
		},
	);
});
