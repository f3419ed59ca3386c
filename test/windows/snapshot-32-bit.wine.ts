import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {addressOf, type JsonSnapshot, parseSnapshot, regionAround, regionAt} from './helpers/json-snapshot.ts';
import {type StartedTarget, startTarget} from './helpers/target.ts';
import {canRun32Bit, runCli} from './helpers/wine.ts';

const kilobyte = 1024;
const need = canRun32Bit ? '' : ' (left out: it takes 32-bit Wine, which `npm run test:windows -- --32-bit` installs)';

describe.skipIf(!canRun32Bit)(`a snapshot of a 32-bit program${need}`, () => {
	let target: StartedTarget;
	let snapshot: JsonSnapshot;
	const regionOf = (name: string) =>
		regionAt(snapshot, target.report.regions.find(region => region.name === name)?.address ?? -1);

	afterAll(() => target.stop());
	beforeAll(async () => {
		target = await startTarget('known-allocations-32.exe');
		const {status, stdout, stderr} = runCli(['snapshot', String(target.report.pid), '--format', 'json']);
		expect([status, stderr]).toEqual([0, '']);
		snapshot = parseSnapshot(stdout);
	});

	it('says that it is x86, with addresses of eight digits', () => {
		expect(snapshot.process).toMatchObject({
			name: 'known-allocations-32.exe',
			architecture: 'x86',
			addressDigits: 8,
			threads: 4,
		});
		// No more is unknown than of a 64-bit program.
		expect(snapshot.notices).toEqual([expect.stringContaining('QueryWorkingSetEx')]);
		const {stdout} = runCli(['processes', '--format', 'json']);
		expect(JSON.parse(stdout).processes).toContainEqual(
			expect.objectContaining({pid: target.report.pid, architecture: 'x86'}),
		);
	});

	it('covers the address space without a hole or an overlap, as far as the program can reach', () => {
		let end = 0;
		for (const region of snapshot.regions) {
			expect(addressOf(region)).toBe(end);
			end += region.size;
		}

		// Its header does not say that it can use more than 2 GB.
		expect(end).toBe(0x7fff_0000);
	});

	it.each([
		['reserve 64M', 'Private Data', 65_536, 'Read/Write'],
		['private 3M', 'Private Data', 3072, 'Read/Write'],
		['execute read write', 'Private Data', 128, 'Execute/Read/Write'],
		['guard page', 'Private Data', 64, 'Read/Write/Guard'],
		['file copy on write 256K', 'Mapped File', 256, 'Copy on write'],
		['section reserve 8M', 'Shareable', 8192, 'Read/Write'],
		['fixed heap', 'Heap', 512, 'Read/Write'],
	])('shows %s as %s', (name, type, size, protection) => {
		expect(regionOf(name)).toMatchObject({type, size: size * kilobyte, protection});
	});

	it('shows the default heap of the program, not the one of its 64-bit half', () => {
		expect(regionOf('process heap')).toMatchObject({type: 'Heap', details: 'Heap ID: 0 (Default)'});
	});

	it('shows 32-bit images with their sections, and says which are loaded', () => {
		expect(regionOf('program').kind).toMatch(/^executable/);
		expect(regionOf('program').blocks[0]).toMatchObject({details: 'Header', protection: 'Read'});
		expect(regionOf('loaded library').kind).toMatch(/^DLL/);
		expect(regionOf('loaded library').details).toMatch(/^C:\\windows\\syswow64\\version\.dll$/i);
		expect(regionOf('image that is not loaded').kind).toMatch(/^image, not loaded/);
	});

	it('shows two stacks of every thread, its own and that of its 64-bit half', () => {
		for (const {id, onStack, reserve} of [...target.report.threads, {...target.report.mainThread, reserve: 0}]) {
			const own = regionAround(snapshot, onStack);
			expect(own).toMatchObject({type: 'Stack', kind: 'thread stack', protection: 'Read/Write/Guard'});
			expect(own.details?.startsWith(`Thread ID: ${id}`)).toBe(true);
			expect(own.size).toBe(reserve === 0 ? own.size : reserve);
			const others = snapshot.regions.filter(
				({kind, details}) => kind === '64-bit thread stack' && details === own.details,
			);
			expect(others).toHaveLength(1);
		}

		expect(snapshot.regions.filter(({type}) => type === 'Stack')).toHaveLength(8);
	});

	it('names both environment blocks of the main thread, and that of the process', () => {
		const {environmentBlock, id} = target.report.mainThread;
		const {blocks} = regionAround(snapshot, environmentBlock);
		const named = (details: string) => blocks.filter(block => block.details === details);
		expect(named(`Thread Environment Block ID: ${id}`).map(addressOf)).toContain(environmentBlock);
		expect(named(`Thread Environment Block ID: ${id}`)).toHaveLength(2);
		expect(named('Process Environment Block').length).toBeGreaterThan(0);
	});
});
