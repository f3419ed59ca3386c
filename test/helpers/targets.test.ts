import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';
import {isInstalled} from './compile-target.ts';
import {readPmap, readRollup, readStatus} from './kernel.ts';
import {reportedMappings, startManyVmas, startMappings} from './targets.ts';

test('the kernel agrees with what the C program says of its mappings', async () => {
	await using target = await startMappings();
	await target.freeze();
	const rows = new Map(readPmap(target.pid).map(row => [row.address, row]));
	const exact = [...reportedMappings(target).values()].filter(
		({resident, isPart}) => resident !== undefined && !isPart,
	);
	expect(exact.length).toBeGreaterThan(25);
	for (const {name, address, size, resident, permissions} of exact) {
		const row = rows.get(address.padStart(8, '0'));
		expect({
			name,
			size: row?.sizes.get('Size'),
			resident: row?.sizes.get('Rss'),
			permissions: row?.permissions,
		}).toEqual({
			name,
			size,
			// Hugetlb pages are not counted in Rss.
			resident: name === 'hugetlb' ? 0 : resident,
			permissions,
		});
	}
});

test('a frozen process has the same numbers in every source', async () => {
	await using target = await startMappings();
	await target.freeze();
	const rows = readPmap(target.pid).filter(({address}) => address !== 'ffffffffff600000');
	const sum = (name: string) => rows.reduce((total, {sizes}) => total + (sizes.get(name) ?? 0), 0);
	expect(sum('Rss')).toBe(readRollup(target.pid).get('Rss'));
	expect(sum('Size')).toBe(readStatus(target.pid).get('VmSize'));
	expect(rows.some(({vmFlags}) => vmFlags.includes('gd'))).toBe(true);
});

test('a process can have almost as many VMAs as the kernel allows', async () => {
	await using target = await startManyVmas(60_000);
	expect(JSON.parse(target.lines[0] ?? '')).toEqual({vmas: 60_000});
});

test('an ended target leaves no files', async () => {
	const target = await startMappings();
	const posix = reportedMappings(target).get('posix-shared')?.path ?? '';
	const file = Buffer.from(posix, 'hex').toString();
	expect(existsSync(file)).toBe(true);
	await target[Symbol.asyncDispose]();
	expect(existsSync(file)).toBe(false);
	expect(existsSync(target.directory)).toBe(false);
	expect(existsSync(`/proc/${target.pid}`)).toBe(false);
});

test('a program that is not there is not installed', () => {
	expect(isInstalled('gcc')).toBe(true);
	expect(isInstalled('no-such-program-anywhere')).toBe(false);
});
