/**
 * Takes all figures, or those whose names are given, and prints them as a table. All of them together are written into
 * docs/performance.md.
 *
 *     npm run bench
 *     node bench/run.ts snapshot start
 */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Figure, isMissed} from './figure.ts';
import {formatPage, formatTable} from './report.ts';

/** In the order of the table; each is a program in figures/ and runs in a process of its own. */
const benchmarks = [
	'snapshot',
	'refresh',
	'recognisers',
	'frame',
	'filter',
	'start',
	'memory',
	'heap',
	'diff',
	'history',
	'recording',
] as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !benchmarks.some(benchmark => benchmark === name));
if (unknown.length > 0) {
	process.stderr.write(`There is no benchmark ${unknown.join(', ')}: choose from ${benchmarks.join(', ')}.\n`);
	process.exit(2);
}

const figures: Figure[] = [];
for (const name of benchmarks.filter(benchmark => wanted.length === 0 || wanted.includes(benchmark))) {
	process.stderr.write(`${name} ...\n`);
	figures.push(...(await runBenchmark(name)));
}

process.stdout.write(formatTable(figures));
if (wanted.length === 0) {
	const folder = import.meta.dirname;
	const notes = readFileSync(path.join(folder, 'notes.md'), 'utf8');
	writeFileSync(path.join(folder, '../docs/performance.md'), formatPage(figures, notes));
}

process.exitCode = figures.some(isMissed) ? 1 : 0;

async function runBenchmark(name: string): Promise<readonly Figure[]> {
	const child = fork(path.join(import.meta.dirname, 'figures', `${name}.ts`), {
		// Memory is measured after a collection, and Ink is measured as the program runs it.
		execArgv: ['--expose-gc'],
		env: {...process.env, NODE_ENV: 'production', FORCE_COLOR: '3'},
	});
	const taken: Figure[] = [];
	child.on('message', (message: readonly Figure[]) => {
		taken.push(...message);
	});
	const [code] = await once(child, 'exit');
	if (code !== 0) {
		throw new Error(`The benchmark ${name} ended with code ${code}`);
	}

	return taken;
}
