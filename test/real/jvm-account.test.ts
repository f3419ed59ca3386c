import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {askJvm} from '../../source/sampler/linux/jvm/ask-jvm.ts';
import {createJvmLink} from '../../source/sampler/linux/jvm/jvm-link.ts';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {isRefusal} from '../../source/sampler/process-memory.ts';
import type {Target} from '../../source/sampler/sampler.ts';
import {isInstalled} from '../helpers/compile-target.ts';
import {type BlockFacts, describeBlocks} from '../helpers/live-snapshot.ts';
import {type RunningTarget, startJava} from '../helpers/targets.ts';
import {waitUntil} from '../helpers/wait-until.ts';

const hasJava = isInstalled('javac') && isInstalled('jcmd');

/** A JDK from 22 on beside that of the system, which is older on many; tests of System.map are skipped without one. */
const newJava = listHomes().find(home => releaseOf(home) >= 22);

/** Where Debian has its JDKs. */
function listHomes(): readonly string[] {
	const folder = '/usr/lib/jvm';
	return existsSync(folder) ? readdirSync(folder).map(name => `${folder}/${name}`) : [];
}

function releaseOf(home: string): number {
	try {
		const [, major] = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(`${home}/release`, 'utf8')) ?? [];
		return Number(major ?? 0);
	} catch {
		return 0;
	}
}

function open({pid}: RunningTarget): Target {
	const target = createLinuxSampler().openTarget(pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	return target;
}

function take(target: Target): Snapshot {
	const result = target.sample();
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return result.snapshot;
}

/** Kinds of regions of which the JVM says what they are. */
function saidKinds(snapshot: Snapshot): ReadonlySet<string> {
	return new Set(
		describeBlocks(snapshot)
			.filter(({evidence}) => evidence.startsWith('The JVM says so ('))
			.map(({kind}) => kind),
	);
}

/** What can be accessed of the stacks of the threads that the target has started. */
function findSleepers(snapshot: Snapshot): readonly BlockFacts[] {
	return describeBlocks(snapshot).filter(
		({kind, protection, details}) =>
			kind === 'thread stack' && protection === 'rw-p' && /^thread \d+ sleeping-\d+$/.test(details),
	);
}

describe.skipIf(!hasJava)('a JVM that keeps account', () => {
	test('says what its memory is, of 200 threads too, until that is taken away', async () => {
		await using java = await startJava({threads: 200, options: ['-XX:NativeMemoryTracking=detail']});
		const target = open(java);
		try {
			// A thread that has not run yet has no name, and the JVM does not count its stack.
			await waitUntil(() => expect(findSleepers(take(target))).toHaveLength(200));
			expect(saidKinds(take(target))).toEqual(new Set());
			const answer = await target.jvm?.ask();
			expect(answer).toMatchObject({ranges: {length: expect.any(Number)}});
			for (const sample of ['the first', 'the second']) {
				const snapshot = take(target);
				const kinds = saidKinds(snapshot);
				// Data of the GC often lies in one mapping with something else, and then is told in part.
				for (const kind of ['Java heap', 'Java metaspace', 'Java code cache', 'thread stack']) {
					expect(kinds, sample).toContain(kind);
				}

				const sleepers = findSleepers(snapshot);
				expect(sleepers).toHaveLength(200);
				expect(sleepers.every(({evidence}) => evidence.startsWith('The JVM says so ('))).toBe(true);
				expect(snapshot.counters['nmt_committed']).toBeGreaterThan(0);
			}

			target.jvm?.forget();
			expect(saidKinds(take(target))).toEqual(new Set());
		} finally {
			target.close();
		}
	}, 60_000);

	test.skipIf(newJava === undefined)(
		'tells by System.map from JDK 22 on, where it keeps account of sums only',
		async () => {
			const program = `${newJava}/bin/java`;
			await using java = await startJava({program, threads: 3, options: ['-XX:NativeMemoryTracking=summary']});
			const target = open(java);
			try {
				const answer = await target.jvm?.ask();
				expect(answer).toMatchObject({command: 'System.map'});
				const snapshot = take(target);
				expect([...saidKinds(snapshot)]).toEqual(
					expect.arrayContaining(['Java heap', 'Java class space', 'thread stack']),
				);
				expect(describeBlocks(snapshot).map(({details}) => details)).toContainEqual(
					expect.stringMatching(/^thread \d+ Monitor Deflation-Thread$/),
				);
			} finally {
				target.close();
			}
		},
		60_000,
	);
});

test.skipIf(!hasJava)(
	'another program of the same process has no account',
	async () => {
		await using java = await startJava({options: ['-XX:NativeMemoryTracking=detail']});
		// A program begins anew with other addresses in its auxiliary vector: here in a copy of what /proc says.
		const folder = java.directory;
		for (const file of ['auxv', 'cmdline', 'maps', 'status']) {
			writeFileSync(`${folder}/${file}`, readFileSync(`/proc/${java.pid}/${file}`));
		}

		let hasPid = true;
		const jvm = createJvmLink(java.pid, folder, () => hasPid);
		expect(jvm.account()).toBeUndefined();
		await jvm.ask();
		expect(jvm.account()).toBeDefined();
		writeFileSync(`${folder}/auxv`, 'another');
		expect(jvm.account()).toBeUndefined();
		await jvm.ask();
		expect(jvm.account()).toBeDefined();
		hasPid = false;
		await jvm.ask();
		expect(jvm.account()).toBeUndefined();
	},
	60_000,
);

describe.skipIf(!hasJava)('a JVM that is asked and does not tell', () => {
	const ask = async ({pid}: RunningTarget): Promise<string> => {
		const answer = await askJvm(pid, `/proc/${pid}`);
		return isRefusal(answer) ? answer.sentence : 'told';
	};

	test('says how to start it so that it does', async () => {
		await using java = await startJava();
		expect(await ask(java)).toContain('start it with -XX:NativeMemoryTracking=detail');
	}, 60_000);

	test('is not asked where the question would end it', async () => {
		await using java = await startJava({options: ['-Xrs', '-XX:NativeMemoryTracking=detail']});
		expect(await ask(java)).toContain('it would end the process');
		expect(() => process.kill(java.pid, 0)).not.toThrow();
	}, 60_000);

	test('is not asked where it wants nobody to attach', async () => {
		await using java = await startJava({options: ['-XX:+DisableAttachMechanism']});
		expect(await ask(java)).toContain('-XX:+DisableAttachMechanism');
	}, 60_000);

	test.skipIf(process.geteuid?.() !== 0)(
		'answers its own user only, and as root we become that user',
		async () => {
			await using java = await startJava({options: ['-XX:NativeMemoryTracking=detail'], user: 65_534});
			expect(await ask(java)).toBe('told');
			expect(execFileSync('stat', ['-c', '%u', `/tmp/.java_pid${java.pid}`], {encoding: 'utf8'})).toBe('65534\n');
		},
		60_000,
	);

	test('is stopped where the screen does not wait for it', async () => {
		await using java = await startJava({options: ['-XX:NativeMemoryTracking=detail']});
		const stop = new AbortController();
		const answer = askJvm(java.pid, `/proc/${java.pid}`, stop.signal);
		stop.abort();
		expect(await answer).toMatchObject({sentence: expect.stringContaining('taken back')});
	}, 60_000);
});

test('what is no JVM is not asked', async () => {
	expect(await askJvm(process.pid, `/proc/${process.pid}`)).toMatchObject({
		sentence: expect.stringContaining('no JVM'),
	});
});
