import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {expect, test} from 'vitest';
import {pageStateCode} from '../../../../source/model/inspection.ts';
import {readRange} from '../../../../source/sampler/inspection/read-range.ts';
import {saveRange} from '../../../../source/sampler/inspection/save-range.ts';
import {close, openForReading} from '../../../../source/sampler/linux/libc.ts';
import {openMemory} from '../../../../source/sampler/linux/memory/open-memory.ts';
import {readPagemap} from '../../../../source/sampler/linux/memory/read-pagemap.ts';
import {scanPages} from '../../../../source/sampler/linux/memory/scan-pages.ts';
import {isRefusal, type ProcessMemory} from '../../../../source/sampler/process-memory.ts';
import {startContents} from '../../../helpers/contents-target.ts';
import {waitUntil} from '../../../helpers/wait-until.ts';

const inMemory = pageStateCode('in memory');
const page = 4096;

/** Bytes of the area in memory, as the kernel counts them. */
const residentBytes = (pid: number, start: number): number => {
	const smaps = readFileSync(`/proc/${pid}/smaps`, 'utf8');
	const area = smaps.slice(smaps.indexOf(start.toString(16)));
	return Number(/^Rss:\s+(?<kilobytes>\d+) kB$/m.exec(area)?.groups?.['kilobytes']) * 1024;
};

test('only pages in memory are read, and reading brings nothing in', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const memory = openMemory(target.pid);
	const before = residentBytes(target.pid, start);
	const found = readRange(memory, {start, end}, end);
	expect(residentBytes(target.pid, start)).toBe(before);
	memory.close();

	if (found.kind !== 'bytes') {
		throw new Error('nothing was read');
	}

	// Every third page, and the one before the fourth, over whose edge a text stands.
	const touched = Array.from({length: 30}, (_, index) => index).filter(index => index % 3 === 0 || index === 2);
	expect([...found.pages].flatMap((state, index) => (state === inMemory ? [index] : []))).toEqual(touched);
	expect(Buffer.from(found.bytes).toString('latin1', 64, 83)).toBe('plain text in ASCII');
	expect(before).toBe(touched.length * page);
});

test('the next page in memory is found behind what was read', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const memory = openMemory(target.pid);
	expect(readRange(memory, {start, end: start + 4 * page}, end)).toMatchObject({next: start + 6 * page});
	expect(readRange(memory, {start: start + 27 * page, end: start + 28 * page}, end)).toMatchObject({next: undefined});
	memory.close();
});

test('both ways to ask the kernel for pages say the same, also of more runs than one answer holds', async () => {
	const {target, start, end} = await startContents(9000);
	await using _ = target;
	const pagemap = openForReading(`/proc/${target.pid}/pagemap`);
	const all = Number.POSITIVE_INFINITY;
	const plain = readPagemap(pagemap, {start, end}, page, all);
	expect(plain).toHaveLength(3000);
	const scanned = scanPages(pagemap, {start, end}, all);
	// Kernels before 6.7 answer ENOTTY.
	expect(typeof scanned === 'number' || scanned).toEqual(typeof scanned === 'number' || plain);
	expect(readPagemap(pagemap, {start, end}, page, 5)).toHaveLength(5);
	close(pagemap);
});

test('a region is saved as a file of its length, with zeros for what is not in memory', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const memory = openMemory(target.pid);
	const folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-save-'));
	const file = path.join(folder, 'area.bin');
	try {
		expect(await saveRange(memory, {start, end}, file)).toEqual({
			kind: 'saved',
			file,
			size: 30 * page,
			resident: 11 * page,
		});
		const bytes = readFileSync(file);
		expect(bytes).toHaveLength(30 * page);
		expect(bytes.toString('latin1', 3 * page - 4, 3 * page + 9)).toBe('over the edge');
		expect(bytes.subarray(page, 2 * page).every(byte => byte === 0)).toBe(true);
		expect(statSync(file).mode & 0o777).toBe(0o600);

		const part = path.join(folder, 'part.bin');
		const text = {start: start + 3 * page - 4, end: start + 3 * page + 9};
		expect(await saveRange(memory, text, part)).toMatchObject({size: 13, resident: 13});
		expect(readFileSync(part, 'latin1')).toBe('over the edge');

		writeFileSync(file, 'mine');
		expect(await saveRange(memory, {start, end}, file)).toMatchObject({
			sentence: expect.stringContaining('there is a file of this name already'),
		});
		expect(readFileSync(file, 'utf8')).toBe('mine');
		const nowhere = path.join(folder, 'none', 'area.bin');
		expect(await saveRange(memory, {start, end}, nowhere)).toMatchObject({kind: 'refusal'});
		expect(existsSync(nowhere)).toBe(false);
	} finally {
		memory.close();
		rmSync(folder, {recursive: true});
	}
});

test('a process that has ended is refused in a sentence', async () => {
	const {target, start, end} = await startContents(3);
	const memory = openMemory(target.pid);
	await target.kill();
	expect(readRange(memory, {start, end}, end)).toMatchObject({
		kind: 'refusal',
		sentence: `Process ${target.pid} has ended, so its memory can no longer be read.`,
	});
	memory.close();
});

/** Pages in memory of what the process maps writable and private now. */
function countResident(memory: ProcessMemory): number {
	const mappings = memory.listMappings();
	if (isRefusal(mappings)) {
		throw new Error(mappings.sentence);
	}

	return mappings
		.filter(({isWritable, isPrivate}) => isWritable && isPrivate)
		.reduce((sum, range) => {
			const runs = memory.findPages(range);
			if (isRefusal(runs)) {
				throw new Error(runs.sentence);
			}

			return sum + runs.filter(({state}) => state === 'in memory').length;
		}, 0);
}

test('memory is seen on when the process runs another program, and refused when it has ended', async () => {
	const child = spawn('sh', ['-c', 'echo ready; read line; exec sleep 300'], {stdio: ['pipe', 'pipe', 'inherit']});
	await once(createInterface({input: child.stdout}), 'line');
	const pid = child.pid ?? 0;
	const memory = openMemory(pid);
	expect(countResident(memory)).toBeGreaterThan(0);
	child.stdin.write('\n');
	await waitUntil(() => expect(readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe('sleep\n'));
	expect(countResident(memory)).toBeGreaterThan(0);
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(memory.findPages({start: 0, end: page})).toMatchObject({
		kind: 'refusal',
		sentence: expect.stringContaining('has ended'),
	});
	memory.close();
});
