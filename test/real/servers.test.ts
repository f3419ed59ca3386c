import {execFileSync, spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test, vi} from 'vitest';
import {findInsights} from '../../source/model/insights/find-insights.ts';
import {summarize} from '../../source/model/summary.ts';
import {isInstalled} from '../helpers/compile-target.ts';
import {describeBlocks, takeSnapshot} from '../helpers/live-snapshot.ts';
import {processesBelow, readCommand} from '../helpers/processes.ts';
import {start, startPostgresql} from '../helpers/real-programs.ts';
import {recognisedShare, residentByKind} from '../helpers/recognised.ts';

const patience = {timeout: 20_000, interval: 200};

describe.skipIf(!isInstalled('redis-server') || !isInstalled('redis-cli'))('Redis while it saves', () => {
	test('has its keys in jemalloc, all of which it shares with the child that writes them', async () => {
		// So many microseconds a key: long enough to be looked at.
		const delay = ['--rdb-key-save-delay', '100'];
		const options = ['--port', '0', '--unixsocket', 'socket', '--save', '', '--enable-debug-command', 'yes', ...delay];
		await using redis = start('redis-server', options);
		const ask = (...command: readonly string[]) =>
			execFileSync('redis-cli', ['-s', 'socket', ...command], {
				cwd: redis.directory,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
			});
		await vi.waitFor(() => expect(ask('ping')).toContain('PONG'), patience);
		ask('debug', 'populate', '300000', 'key', '100');
		const before = summarize(await takeSnapshot(redis.pid)).total.privateWs ?? 0;
		ask('bgsave');
		const child = await vi.waitFor(() => {
			const [, found] = processesBelow(redis.pid);
			expect(found).toBeDefined();
			return found ?? Number.NaN;
		}, patience);

		const usesJemalloc = /libjemalloc/.test(readFileSync(`/proc/${redis.pid}/maps`, 'utf8'));
		for (const pid of [redis.pid, child]) {
			const snapshot = await takeSnapshot(pid);
			const {anonymous, sharedDirty} = readRollup(pid);
			const {total} = summarize(snapshot);
			const pageTable = snapshot.pageTable ?? 0;
			// What the kernel counts as anonymous less what it counts as shared, and a few pages that were written meanwhile.
			const own = (total.privateWs ?? 0) - pageTable;
			expect(Math.abs(own - (anonymous - sharedDirty))).toBeLessThan(1 << 20);
			expect(own).toBeLessThan(before / 4);
			expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
			expect((residentByKind(snapshot).get('jemalloc') ?? 0) > 30 << 20).toBe(usesJemalloc);
			expect(findInsights(snapshot).some(({subject}) => subject === 'fork')).toBe(true);
		}
	}, 60_000);
});

describe.skipIf(!isInstalled('initdb') || !isInstalled('postgres'))('PostgreSQL with several backends', () => {
	test('shares its buffers among all of them', async () => {
		await using server = startPostgresql(['shared_buffers=64MB', 'huge_pages=off', 'min_dynamic_shared_memory=1MB']);
		const sql =
			'SET max_parallel_workers_per_gather = 2; SELECT count(*) FROM pg_class a, pg_class b; SELECT pg_sleep(60)';
		const connect = () => spawn('psql', ['-h', server.directory, '-U', 'postgres', '-c', sql], {stdio: 'ignore'});
		await vi.waitFor(
			() => expect(readdirSync(server.directory).some(name => name.startsWith('.s.PGSQL'))).toBe(true),
			patience,
		);
		const clients = [connect(), connect()];
		try {
			const backends = await vi.waitFor(() => {
				const found = processesBelow(server.pid).filter(pid => /postgres: postgres postgres/.test(readCommand(pid)));
				expect(found).toHaveLength(2);
				return found;
			}, patience);
			for (const pid of [server.pid, ...backends]) {
				await vi.waitFor(async () => {
					const snapshot = await takeSnapshot(pid);
					const shared = describeBlocks(snapshot).filter(({kind}) => kind === 'PostgreSQL shared memory');
					expect(shared.some(({measure}) => (measure('size') ?? 0) > 64 << 20)).toBe(true);
					expect(shared.some(({path}) => path.startsWith('/dev/shm/PostgreSQL.'))).toBe(true);
					expect(new Set(shared.map(({type}) => type))).toEqual(new Set(['Shareable']));
					expect(recognisedShare(snapshot)).toBeGreaterThan(0.95);
				}, patience);
			}
		} finally {
			for (const client of clients) {
				client.kill();
			}
		}
	}, 60_000);
});

/** `Anonymous:         92256 kB` of smaps_rollup, in bytes. */
function readRollup(pid: number): {readonly anonymous: number; readonly sharedDirty: number} {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
	const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024;
	return {anonymous: read('Anonymous'), sharedDirty: read('Shared_Dirty')};
}
