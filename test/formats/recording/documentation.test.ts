import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createRecording} from '../../../source/formats/recording/create-recording.ts';
import {applicationId, recordingVersion} from '../../../source/formats/recording/schema.ts';
import {regionMeasure} from '../../../source/model/region-measures.ts';
import {regionStart, type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {type SummaryRow, summarize} from '../../../source/model/summary.ts';
import {loadPlatformSampler} from '../../../source/sampler/platform.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const document = readFileSync(path.join(import.meta.dirname, '../../../docs/recording.md'), 'utf8');

/** The queries of the document by the question before each. */
const queries: ReadonlyMap<string, string> = new Map(
	[...document.matchAll(/\n\n(?<question>[^\n#|`]+\?)[^#]*?\n\n```sql\n(?<sql>.*?)\n```/gs)].map(({groups}) => [
		groups?.['question'] ?? '',
		groups?.['sql'] ?? '',
	]),
);

/** Takes 64 MB in one mapping when it is told to. */
const program = `
import mmap, sys
print('ready', flush=True)
sys.stdin.readline()
taken = mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
taken.write(b'x' * (64 << 20))
print('taken', flush=True)
sys.stdin.read()
`;

const begin = Date.UTC(2026, 10, 22, 20, 31);
const taken = 64 * 1024;
const snapshots: Snapshot[] = [];
let folder: ReturnType<typeof makeTemporaryFolder>;
let file: string;

beforeAll(async () => {
	folder = makeTemporaryFolder();
	file = path.join(folder.path, 'app.vmmap');
	const child = spawn('python3', ['-c', program], {stdio: ['pipe', 'pipe', 'inherit']});
	// Line by line, as Python may write the end of a line by itself (PYTHONUNBUFFERED).
	const lines = createInterface({input: child.stdout});
	await once(lines, 'line');
	const {openTarget} = await loadPlatformSampler();
	const target = openTarget(child.pid ?? 0);
	const recording = createRecording(file);
	const takeSnapshot = (): void => {
		const result = target.kind === 'target' ? target.sample() : target;
		if (result.kind === 'failed') {
			throw new Error(result.sentence);
		}

		// A process of a few moments, as if it had been there for minutes.
		const snapshot = {...result.snapshot, time: begin + snapshots.length * 20_000};
		snapshots.push(snapshot);
		recording.append(snapshot);
	};

	for (let count = 0; count < 4; count++) {
		takeSnapshot();
	}

	child.stdin.write('\n');
	await once(lines, 'line');
	for (let count = 0; count < 4; count++) {
		takeSnapshot();
	}

	recording.close();
	child.kill();
	await once(child, 'close');
});

afterAll(() => {
	folder[Symbol.dispose]();
});

/** What the sqlite3 program answers, as objects. */
function ask(sql: string): readonly Readonly<Record<string, unknown>>[] {
	const {stdout, stderr, error} = spawnSync('sqlite3', ['-readonly', '-bail', file], {
		input: [
			'.mode json',
			`.parameter set @before "'2026-11-22T20:31:30'"`,
			`.parameter set @after "'2026-11-22T20:33'"`,
			sql,
		].join('\n'),
		encoding: 'utf8',
	});
	if (error) {
		throw error;
	}

	expect(stderr).toBe('');
	return stdout === '' ? [] : JSON.parse(stdout);
}

/** The answer to a question of the document. */
function answer(question: string): readonly Readonly<Record<string, unknown>>[] {
	asked.add(question);
	return ask(queries.get(question) ?? 'a question that is not in the document');
}

const asked = new Set<string>();

const kilobytes = (bytes: number | undefined) => Math.trunc((bytes ?? Number.NaN) / 1024);

function typeOf(snapshot: Snapshot | undefined, type: string): SummaryRow | undefined {
	return snapshot && summarize(snapshot).rows.find(row => row.type === type);
}

describe('the queries of docs/recording.md', () => {
	test('say how much each type grew, minute by minute', () => {
		const rows = answer('How much did each type grow, minute by minute?');
		// Snapshots 1 to 3 are of the first minute, 4 to 6 of the second, 7 and 8 of the third.
		const [one, two, three] = [snapshots[2], snapshots[5], snapshots[7]].map(snapshot =>
			typeOf(snapshot, 'Private Data'),
		);
		expect(rows.filter(({type}) => type === 'Private Data')).toEqual([
			{minute: '2026-11-22T20:31', type: 'Private Data', private_kb: kilobytes(one?.private), growth_kb: null},
			{minute: '2026-11-22T20:32', type: 'Private Data', private_kb: kilobytes(two?.private), growth_kb: taken},
			{minute: '2026-11-22T20:33', type: 'Private Data', private_kb: kilobytes(three?.private), growth_kb: 0},
		]);
	});

	test('find the region that was the biggest ever', () => {
		const [biggest] = answer('Which region was the biggest ever, and when?');
		expect(biggest).toMatchObject({type: 'Private Data', since: '2026-11-22T20:32:20.000Z'});
		expect(Number(biggest?.['size_kb'])).toBeGreaterThanOrEqual(taken);
	});

	test('find what appeared between two times', () => {
		const [first] = answer('What appeared between two times?');
		expect(first).toMatchObject({type: 'Private Data'});
		expect(Number(first?.['private_kb'])).toBeGreaterThanOrEqual(taken);
	});

	test('find the regions with the most private memory', () => {
		const last = snapshots.at(-1);
		const sizes = last && regionMeasure(last, 'private');
		const most = Math.max(...(sizes ?? []));
		const rows = answer('Which regions hold the most private memory in the last snapshot?');
		expect(rows).toHaveLength(10);
		expect(rows[0]).toMatchObject({
			address:
				last &&
				regionStart(last, sizes?.indexOf(most) ?? -1)
					.toString(16)
					.padStart(16, '0'),
			private_kb: kilobytes(most),
		});
	});

	test('sum what each file takes', () => {
		const last = snapshots.at(-1);
		const paths = last?.blocks.linux?.path;
		const libc = answer('What does each file take in memory?').find(({path: name}) => String(name).includes('libc'));
		const rows = paths ? [...paths.keys()].filter(row => textAt(last, paths, row) === libc?.['path']) : [];
		const resident = rows.reduce((sum, row) => sum + (last?.blocks.measures.totalWs?.[row] ?? Number.NaN), 0);
		expect(libc).toMatchObject({total_ws_kb: kilobytes(resident), blocks: rows.length});
	});

	test("give the kernel's own count", () => {
		expect(answer('How did the working set go, as the kernel itself counts it?')).toEqual(
			snapshots.map(({time, counters}) => ({
				time: new Date(time).toISOString(),
				resident_kb: kilobytes(counters['VmRSS']),
			})),
		);
	});

	test('follow one block through the snapshots', () => {
		const rows = answer('How long did a heap stay as it was, and what was in memory of it?');
		expect(rows[0]).toMatchObject({first: 1});
		expect(rows.at(-1)).toMatchObject({last: null});
	});

	test('are all asked here', () => {
		expect(queries.size).toBe(7);
		expect(asked).toEqual(new Set(queries.keys()));
	});
});

describe('docs/recording.md', () => {
	test('names every column of every view', () => {
		const measures = /The measures are `(?<list>[^`]*)`/s.exec(document)?.groups?.['list']?.split(/,\s+/) ?? [];
		for (const view of ['snapshots', 'summaries', 'regions', 'blocks', 'counters']) {
			const row =
				new RegExp(`^\\| \`${view}\` \\|.*\\|(?<columns>.*)\\|$`, 'm').exec(document)?.groups?.['columns'] ?? '';
			const named = [...row.matchAll(/`([^`]*)`/g)].flatMap(([, list]) => (list ?? '').split(', '));
			const columns = ask(`SELECT name FROM pragma_table_info('${view}') WHERE name NOT LIKE 'smaps_%'`).map(
				({name}) => name,
			);
			expect(columns.toSorted()).toEqual(
				[...named.filter(name => name !== 'smaps_Rss'), ...(row.includes('measures') ? measures : [])].toSorted(),
			);
		}
	});

	test('names every table, the version and what marks the file', () => {
		const tables = ask("SELECT name FROM sqlite_master WHERE type = 'table'").map(({name}) => String(name));
		for (const table of tables) {
			expect(document).toMatch(new RegExp(`^\\| .*\`${table}\`.* \\|`, 'm'));
		}

		expect(document).toContain(`0x${applicationId.toString(16)}`);
		expect(document).toContain(`is the version of this schema, ${recordingVersion}.`);
		expect(ask('PRAGMA application_id')).toEqual([{application_id: applicationId}]);
	});

	test('shows addresses and types in the views as snapshots have them', () => {
		const last = snapshots.at(-1);
		const rows = ask(`SELECT address, type, size FROM regions WHERE snapshot = ${snapshots.length} ORDER BY address`);
		const sizes = last && regionMeasure(last, 'size');
		expect(rows.map(({address}) => address)).toEqual(
			last && Array.from(sizes ?? [], (_, region) => regionStart(last, region).toString(16).padStart(16, '0')),
		);
		expect(rows.map(({size}) => size)).toEqual([...(sizes ?? [])]);
		for (const {type, private: own, blocks} of last ? summarize(last).types : []) {
			const sql = `SELECT type, private, blocks FROM summaries WHERE snapshot = ${snapshots.length} AND type = '${type}'`;
			expect(ask(sql)).toEqual([{type, private: own ?? null, blocks: blocks ?? null}]);
		}
	});
});
