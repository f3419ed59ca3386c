import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {isInstalled, targetSources} from '../helpers/compile-target.ts';
import {describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';
import {startJava, startTarget} from '../helpers/targets.ts';

/** Each has a heap that lies elsewhere, or that is filled in another order. */
const heaps = [
	{options: ['-Xmx64m']},
	{options: ['-Xmx4g']},
	{options: ['-XX:+UseSerialGC', '-Xmx128m']},
	{options: ['-XX:+UseSerialGC', '-Xmx40g']},
	{options: ['-XX:+UseParallelGC', '-Xmx128m', '-XX:-UseCompressedOops', '-XX:-UseCompressedClassPointers']},
	{options: ['-XX:-UseCompressedOops', '-Xmx200m']},
	{options: ['-XX:HeapBaseMinAddress=64g', '-Xmx200m']},
	// A file in memory with the name of the heap.
	{options: ['-XX:+UseZGC', '-Xmx256m']},
];

describe.skipIf(!isInstalled('java') || !isInstalled('javac'))('the heap of a JVM', () => {
	test.each(heaps)(
		'with $options is what holds its objects, and nothing else',
		async ({options}) => {
			await using target = await startJava({options});
			await target.freeze();
			const snapshot = await takeSnapshot(target.pid);
			const kinds = residentByKind(snapshot);
			// An array of 8 MB and what a JVM needs to start.
			expect(kinds.get('Java heap')).toBeGreaterThan(8 << 20);
			expect(kinds.get('Java heap')).toBeLessThan(32 << 20);
			expect(kinds.get('Java code cache')).toBeGreaterThan(0);
			expect(kinds.get('Java code cache')).toBeLessThan(6 << 20);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			const largest = describeBlocks(snapshot)
				.filter(({kind}) => kind === 'Java heap')
				.toSorted((one, other) => (other.measure('totalWs') ?? 0) - (one.measure('totalWs') ?? 0))[0];
			expect(largest?.evidence).toMatch(/^(Objects of Java begin|The JVM names it)/);
		},
		20_000,
	);
});

test.skipIf(!isInstalled('java') || !isInstalled('python3'))(
	'a program that loads the library of a JVM and starts none has nothing of Java',
	async () => {
		// java.home = /usr/lib/jvm/java-17-openjdk-amd64
		const {stderr} = spawnSync('java', ['-XshowSettings:properties', '-version'], {encoding: 'utf8'});
		const [, home = ''] = /java\.home = (.+)/.exec(stderr) ?? [];
		const library = path.join(home, 'lib/server/libjvm.so');
		await using target = await startTarget('python3', () => [path.join(targetSources, 'loads-jvm.py'), library]);
		const kinds = [...residentByKind(await takeSnapshot(target.pid)).keys()];
		expect(kinds).toContain('JIT code');
		expect(kinds.filter(kind => /Java|JVM/.test(kind))).toEqual([]);
	},
);
