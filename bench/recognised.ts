/**
 * Starts real programs, says how much of what they have in memory is recognised as what, and writes the table of that in
 * docs/recognisers.md.
 *
 *     node bench/recognised.ts
 */
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {updateTables, writeTable} from '../scripts/document-tables.ts';
import {takeSnapshot} from '../test/helpers/live-snapshot.ts';
import {processesBelow, readCommand} from '../test/helpers/processes.ts';
import type {StartedProgram} from '../test/helpers/real-programs.ts';
import {recognisedShare, residentByKind} from '../test/helpers/recognised.ts';
import {canRun, type Program, programs} from './recognised/programs.ts';

/** Kinds below this share of the memory of a program are put together. */
const smallestShare = 0.005;

/** Memory stands still when it has changed by less than a hundredth for so many looks. */
const quietLooks = 4;
const lookMilliseconds = 500;
const longestWait = 60_000;

type Row = {readonly name: string; readonly resident: number; readonly recognised: number; readonly kinds: string};

const rows: Row[] = [];
for (const program of programs) {
	if (!canRun(program)) {
		process.stderr.write(`${program.name}: ${program.needs.join(' or ')} is not installed.\n`);
		continue;
	}

	process.stderr.write(`${program.name} ...\n`);
	rows.push(await measure(program));
}

const table = formatTable(rows);
process.stdout.write(table);
const document = path.join(import.meta.dirname, '../docs/recognisers.md');
writeFileSync(document, updateTables(readFileSync(document, 'utf8'), {programs: table}));

async function measure(program: Program): Promise<Row> {
	await using started = program.start();
	if (program.fill) {
		await waitUntilQuiet(program, () => started.pid);
		program.fill(started);
	}

	await waitUntilQuiet(program, () => findProcess(started, program));
	const snapshot = await takeSnapshot(findProcess(started, program) ?? Number.NaN);
	const sums = residentByKind(snapshot);
	const resident = [...sums.values()].reduce((sum, value) => sum + value, 0);
	return {name: program.name, resident, recognised: recognisedShare(snapshot), kinds: describeKinds(sums, resident)};
}

function findProcess({pid}: StartedProgram, {child}: Program): number | undefined {
	return child ? processesBelow(pid).find(candidate => child.test(readCommand(candidate))) : pid;
}

async function waitUntilQuiet({name}: Program, findPid: () => number | undefined): Promise<void> {
	const deadline = performance.now() + longestWait;
	let before = Number.NaN;
	let quiet = 0;
	while (quiet < quietLooks) {
		if (performance.now() > deadline) {
			throw new Error(`${name} does not come to rest`);
		}

		await setTimeout(lookMilliseconds);
		const resident = readResident(findPid());
		quiet = Math.abs(resident - before) < before / 100 ? quiet + 1 : 0;
		before = resident;
	}
}

/** VmRSS in KB. */
function readResident(pid: number | undefined): number {
	try {
		return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);
	} catch {
		return Number.NaN;
	}
}

function describeKinds(sums: ReadonlyMap<string, number>, total: number): string {
	const sorted = [...sums].toSorted(([, one], [, other]) => other - one);
	const shown = sorted.filter(([kind, bytes]) => bytes >= total * smallestShare || kind === 'anonymous');
	return shown
		.filter(([, bytes]) => bytes > 0)
		.map(([kind, bytes]) => `${kind} ${((100 * bytes) / total).toFixed(1)}`)
		.join(', ');
}

function formatTable(measured: readonly Row[]): string {
	return writeTable(
		['program', 'in memory, KB', 'recognised, %', 'kinds, %'],
		measured.map(({name, resident, recognised, kinds}) => [
			name,
			Math.round(resident / 1024).toLocaleString('en'),
			(100 * recognised).toFixed(1),
			kinds,
		]),
		[1, 2],
	);
}
