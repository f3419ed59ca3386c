import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {
	addressOf,
	type JsonRegion,
	type JsonSnapshot,
	parseSnapshot,
	regionAround,
	regionAt,
} from './helpers/json-snapshot.ts';
import {type StartedTarget, startTarget, type TargetReport} from './helpers/target.ts';
import {runCli, windowsPath, workFolder} from './helpers/wine.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** What the target says that it allocated under a name. */
function findReported({regions}: TargetReport, name: string) {
	const found = regions.find(region => region.name === name);
	if (!found) {
		throw new Error(`The target reports no ${name}`);
	}

	return found;
}

describe('a snapshot of a program with known allocations', () => {
	let target: StartedTarget;
	let snapshot: JsonSnapshot;
	/** The region that begins where the target allocated something. */
	const regionOf = (name: string): JsonRegion => regionAt(snapshot, findReported(target.report, name).address);
	const blocksOf = (name: string) => {
		const region = regionOf(name);
		return region.blocks.map(block => [
			(addressOf(block) - addressOf(region)) / kilobyte,
			block.size / kilobyte,
			block.committed / kilobyte,
			block.protection,
		]);
	};

	afterAll(() => target.stop());
	beforeAll(async () => {
		target = await startTarget();
		const {status, stdout, stderr} = runCli(['snapshot', String(target.report.pid), '--format', 'json']);
		expect([status, stderr]).toEqual([0, '']);
		snapshot = parseSnapshot(stdout);
	});

	it('says what program it is of', () => {
		expect(snapshot.platform).toBe('windows');
		expect(snapshot.process).toMatchObject({
			pid: target.report.pid,
			name: 'known-allocations.exe',
			executable: expect.stringMatching(/^Z:\\.*\\known-allocations\.exe$/),
			command: expect.stringContaining('données 日本.bin'),
			architecture: 'x64',
			addressDigits: 16,
			threads: 4,
		});
		expect(snapshot.cost).toMatchObject({source: 'VirtualQueryEx', attempts: 1});
	});

	it('covers the address space without a hole or an overlap', () => {
		let end = 0;
		for (const region of snapshot.regions) {
			expect(addressOf(region)).toBe(end);
			let block = end;
			for (const {address, size} of region.blocks) {
				expect(address).toBe(block.toString(16).padStart(16, '0'));
				block += size;
			}

			end += region.size;
			expect(block).toBe(end);
		}

		expect(end).toBe(0x7fff_ffff_0000);
	});

	it.each([
		['private 3M', 3072, 3072, 'Read/Write'],
		['one page', 4, 4, 'Read/Write'],
		['read only', 64, 64, 'Read'],
		['no access', 64, 64, 'No access'],
		['execute', 64, 64, 'Execute'],
		['execute read', 64, 64, 'Execute/Read'],
		['execute read write', 128, 128, 'Execute/Read/Write'],
		['top down', 1024, 1024, 'Read/Write'],
		['write watch', 256, 256, 'Read/Write'],
		['locked', 64, 64, 'Read/Write'],
		['text', 64, 64, 'Read/Write'],
	])('shows %s as one block of private data', (name, size, committed, protection) => {
		expect(regionOf(name)).toMatchObject({
			type: 'Private Data',
			size: size * kilobyte,
			committed: committed * kilobyte,
			private: committed * kilobyte,
			runs: 1,
			protection,
		});
	});

	it('shows what is reserved around what is committed', () => {
		expect(blocksOf('reserve 64M')).toEqual([
			[0, 4096, 0, 'Reserved'],
			[4096, 1024, 1024, 'Read/Write'],
			[5120, 60_416, 0, 'Reserved'],
		]);
		expect(regionOf('reserve 64M')).toMatchObject({type: 'Private Data', private: megabyte, protection: 'Read/Write'});
		expect(blocksOf('freed in part')).toEqual([
			[0, 64, 64, 'Read/Write'],
			[64, 64, 0, 'Reserved'],
			[128, 128, 128, 'Read/Write'],
		]);
	});

	it('shows a guard page and changed protections as blocks', () => {
		expect(blocksOf('guard page')).toEqual([
			[0, 16, 16, 'Read/Write'],
			[16, 4, 4, 'Read/Write/Guard'],
			[20, 44, 44, 'Read/Write'],
		]);
		expect(regionOf('guard page').protection).toBe('Read/Write/Guard');
		expect(regionOf('split').runs).toBe(16);
		expect(blocksOf('split').map(([, size, , protection]) => [size, protection])).toEqual(
			Array.from({length: 8}, () => [
				[4, 'Read'],
				[60, 'Read/Write'],
			]).flat(),
		);
	});

	it('has what is left behind one page as unusable', () => {
		const end = addressOf(regionOf('one page')) + 4 * kilobyte;
		expect(regionAt(snapshot, end)).toMatchObject({type: 'Unusable', size: 60 * kilobyte, committed: 0});
		const free = snapshot.regions.filter(({type}) => type === 'Free');
		expect(free.every(region => addressOf(region) % (64 * kilobyte) === 0)).toBe(true);
	});

	it('shows heaps, the default one by its number', () => {
		expect(regionOf('process heap')).toMatchObject({type: 'Heap', kind: 'NT heap', details: 'Heap ID: 0 (Default)'});
		expect(regionOf('growable heap')).toMatchObject({type: 'Heap', details: expect.stringMatching(/^Heap ID: [1-9]$/)});
		expect(regionOf('growable heap').committed).toBeGreaterThanOrEqual(megabyte);
		expect(regionOf('fixed heap')).toMatchObject({type: 'Heap', size: 512 * kilobyte});
		// Wine keeps no list of heaps, so they are known by their signature alone.
		expect(regionOf('fixed heap').isInferred).toBe(true);
	});

	it.each([
		['file read only 1M', 1024, 'Read', 0],
		['file read write 128K', 128, 'Read/Write', 0],
		['file copy on write 256K', 256, 'Copy on write', 256],
	])('shows %s with the path of the file', (name, size, protection, charged) => {
		expect(regionOf(name)).toMatchObject({
			type: 'Mapped File',
			details: target.dataFile,
			size: size * kilobyte,
			committed: size * kilobyte,
			private: charged * kilobyte,
			protection,
		});
	});

	it('shows sections of the page file', () => {
		expect(regionOf('section 2M')).toMatchObject({
			type: 'Shareable',
			size: 2 * megabyte,
			private: 0,
			protection: 'Read/Write',
		});
		expect(regionOf('section read only 1M')).toMatchObject({type: 'Shareable', size: megabyte, protection: 'Read'});
		expect(blocksOf('section reserve 8M')).toEqual([
			[0, 64, 64, 'Read/Write'],
			[64, 8128, 0, 'Reserved'],
		]);
	});

	it('shows images with their sections, and says which are loaded', () => {
		const program = regionOf('program');
		expect(program).toMatchObject({type: 'Image', details: snapshot.process['executable']});
		expect(program.kind).toMatch(/^executable/);
		expect(program.blocks[0]).toMatchObject({details: 'Header', protection: 'Read'});
		expect(program.blocks.find(({details}) => details === '.text')?.protection).toBe('Execute/Read');
		expect(program.blocks.every(({size}) => size % 4096 === 0)).toBe(true);
		expect(regionOf('loaded library').kind).toMatch(/^DLL/);
		expect(regionOf('loaded library').details).toMatch(/^C:\\windows\\system32\\version\.dll$/i);
		expect(regionOf('image that is not loaded')).toMatchObject({
			type: 'Image',
			kind: expect.stringMatching(/^image, not loaded/),
			details: expect.stringMatching(/\\winhttp\.dll$/i),
		});
		expect(regionOf('image as data')).toMatchObject({
			type: 'Mapped File',
			details: expect.stringMatching(/\\winhttp\.dll$/i),
		});
	});

	it('counts as private of an image what is charged for it', () => {
		const written = /^(Read\/Write|Copy on write|Execute\/Read\/Write|Execute\/Copy on Write)$/;
		for (const image of snapshot.regions.filter(({type}) => type === 'Image')) {
			const charged = image.blocks.filter(({protection}) => written.test(protection ?? ''));
			expect(image.private, image.details).toBe(charged.reduce((sum, {size}) => sum + size, 0));
		}
	});

	it('shows the stack of every thread with its number and its name', () => {
		const names = ['worker 日本', undefined, 'default'];
		for (const [index, {id, onStack, reserve}] of target.report.threads.entries()) {
			const stack = regionAround(snapshot, onStack);
			const name = names[index];
			expect(stack).toMatchObject({
				type: 'Stack',
				details: name === undefined ? `Thread ID: ${id}` : `Thread ID: ${id} (${name})`,
				protection: 'Read/Write/Guard',
			});
			expect(stack).not.toHaveProperty('isInferred');
			expect(stack.blocks.map(({protection}) => protection)).toContain('Read/Write/Guard');
			if (reserve > 0) {
				expect(stack.size).toBe(reserve);
			}
		}

		const {id, onStack} = target.report.mainThread;
		expect(regionAround(snapshot, onStack)).toMatchObject({type: 'Stack', details: `Thread ID: ${id}`});
		expect(snapshot.regions.filter(({type}) => type === 'Stack')).toHaveLength(4);
	});

	it('names what the system keeps in the process', () => {
		const {environmentBlock, id} = target.report.mainThread;
		const region = regionAround(snapshot, environmentBlock);
		expect(region).toMatchObject({
			type: 'Private Data',
			details: expect.stringContaining('Process Environment Block, Thread Environment Block ID: '),
		});
		expect(region.blocks.find(block => addressOf(block) === environmentBlock)).toMatchObject({
			details: `Thread Environment Block ID: ${id}`,
			size: 8 * kilobyte,
		});
		expect(regionAt(snapshot, 0x7ffe_0000)).toMatchObject({type: 'Private Data', details: 'KUSER_SHARED_DATA'});
	});

	it('does not make up working sets that Wine does not tell', () => {
		expect(snapshot.notices).toEqual([
			expect.stringMatching(/QueryWorkingSetEx.*unknown, except that they come to \d+ K/),
		]);
		for (const row of snapshot.summary) {
			expect(row).not.toHaveProperty('totalWs');
		}

		expect(snapshot.summary.find(({type}) => type === 'Image')).not.toHaveProperty('private');
		expect(snapshot.summary.find(({type}) => type === 'Private Data')).toHaveProperty('private');
	});

	it('is written to a file, and read again as it was', () => {
		const file = windowsPath(path.join(workFolder, 'snapshot with blanks.json'));
		expect(runCli(['snapshot', 'known-allocations.exe', '--output', file])).toMatchObject({
			status: 0,
			stdout: '',
			stderr: '',
		});
		const written = readFileSync(path.join(workFolder, 'snapshot with blanks.json'), 'utf8');
		const again = runCli(['snapshot', file, '--format', 'json']);
		expect(again).toMatchObject({status: 0, stderr: ''});
		expect(parseSnapshot(again.stdout).regions).toEqual(parseSnapshot(written).regions);
		expect(parseSnapshot(again.stdout).summary).toEqual(parseSnapshot(written).summary);
	});

	it('is written as CSV with the words that VMMap has', () => {
		const {status, stdout} = runCli(['snapshot', String(target.report.pid), '--format', 'csv']);
		expect(status).toBe(0);
		const address = (name: string): string =>
			findReported(target.report, name).address.toString(16).toUpperCase().padStart(16, '0');
		const lineOf = (name: string): string =>
			stdout.split('\n').find(line => line.startsWith(`"${address(name)}"`)) ?? '';
		expect(lineOf('process heap')).toMatch(/^"\w+","Heap \(Private Data\)",.*,"Read\/Write","Heap ID: 0 \(Default\)"$/);
		expect(lineOf('program')).toMatch(/^"\w+","Image( \(ASLR\))?",/);
		expect(lineOf('private 3M')).toBe(
			`"${address('private 3M')}","Private Data","3072","3072","3072","?","?","?","?","?","1","Read/Write",""`,
		);
	});

	it('cannot be taken of a process that does not exist', () => {
		const {status, stdout, stderr} = runCli(['snapshot', '4000000']);
		expect([status, stdout]).toEqual([3, '']);
		expect(stderr).toMatch(/^.*4000000.*\n$/);
	});
});
