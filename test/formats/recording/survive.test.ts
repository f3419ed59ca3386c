import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, cpSync, mkdirSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, expect, test} from 'vitest';
import {openRecording} from '../../../source/formats/recording/open-recording.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const programs = path.join(import.meta.dirname, 'programs');
const writer = path.join(programs, 'write-recording.ts');
const reader = path.join(programs, 'read-recording.ts');
const {execPath} = process;

/** How many snapshots a file has, all of which can be restored. */
function countReadable(file: string): number {
	const recording = openRecording(file);
	for (const index of recording.times().keys()) {
		recording.readSnapshot(index);
	}

	recording.close();
	return recording.times().length;
}

/** Starts the writer and kills it `delay` milliseconds after its first snapshot. Gives how many it says it has written. */
async function writeAndKill(file: string, delay: number): Promise<number> {
	const child = spawn(execPath, [writer, file], {stdio: ['ignore', 'pipe', 'inherit']});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', text => {
		said += text;
	});
	await once(child.stdout, 'data');
	await new Promise(resolve => {
		setTimeout(resolve, delay);
	});
	child.kill('SIGKILL');
	await once(child, 'close');
	return said.split('\n').length - 1;
}

/** Whether a file system of its own can be made here, by root or by a user in a namespace. */
const canMount =
	spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe('a recording survives', () => {
	test('SIGKILL at any moment, and loses at most the snapshot in flight', {timeout: 120_000}, async () => {
		using folder = makeTemporaryFolder();
		const kill = async (index: number): Promise<void> => {
			const file = path.join(folder.path, `${index}.vmmap`);
			const said = await writeAndKill(file, Math.random() * 200);
			const count = countReadable(file);
			expect(said).toBeGreaterThan(0);
			expect(count).toBeGreaterThanOrEqual(said);
			expect(count).toBeLessThanOrEqual(said + 1);
		};

		for (let index = 0; index < 50; index += 2) {
			await Promise.all([kill(index), kill(index + 1)]);
		}
	});

	test('a limit on the size of files: it ends with a reason, and all that it said is there', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'limited.vmmap');
		const script = 'ulimit -f 300; exec "$@"';
		const {stdout, stderr} = spawnSync('bash', ['-c', script, 'bash', execPath, writer, file], {encoding: 'utf8'});
		expect(stderr).toBe('the disk failed, or a limit on the size of files or a quota is reached\n');
		expect(countReadable(file)).toBe(Number(stdout.trim().split('\n').at(-1)));
	});

	test.skipIf(!canMount)('a full disk: it ends with a reason, and all that it said is there', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'full.vmmap');
		// The file is read while the disk is still full.
		const script =
			'mount -t tmpfs -o size=1M none "$1" && "$2" "$3" "$5" | tail -n 1 && "$2" "$4" "$5" && df --output=avail "$1"';
		const {stdout, stderr} = spawnSync(
			'unshare',
			['--map-root-user', '--mount', 'bash', '-c', script, 'bash', folder.path, execPath, writer, reader, file],
			{encoding: 'utf8'},
		);
		expect(stderr).toBe('the disk is full\n');
		const [said, read, , available] = stdout.trim().split(/\s+/);
		expect(Number(said)).toBeGreaterThan(3);
		expect(read).toBe(said);
		expect(available).toBe('0');
	});

	test('a folder in which nothing can be written, whoever closed it last', async () => {
		using folder = makeTemporaryFolder();
		const killed = path.join(folder.path, 'killed.vmmap');
		await writeAndKill(killed, 50);
		const place = path.join(folder.path, 'read-only');
		mkdirSync(place);
		const closed = path.join(place, 'closed.vmmap');
		const recovered = new DatabaseSync(killed);
		recovered.exec(`VACUUM INTO '${closed}'`);
		recovered.close();
		const open = path.join(place, 'open.vmmap');
		cpSync(closed, open);
		// As it is left when somebody reads it while its writer ends.
		const database = new DatabaseSync(open);
		database.exec('PRAGMA journal_mode = WAL');
		database.close();
		expect(readdirSync(place)).toEqual(['closed.vmmap', 'open.vmmap']);

		chmodSync(folder.path, 0o755);
		chmodSync(place, 0o555);
		// Root may write anywhere, so another user reads: nobody.
		const user = process.getuid?.() === 0 ? {uid: 65_534} : {};
		const read = (file: string) => Number(execFileSync(execPath, [reader, file], {encoding: 'utf8', ...user}));
		const count = countReadable(killed);
		expect(read(closed)).toBe(count);
		expect(read(open)).toBe(count);
		expect(readdirSync(place)).toEqual(['closed.vmmap', 'open.vmmap']);
		chmodSync(place, 0o755);
	});
});
