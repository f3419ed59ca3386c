import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createContext, runInContext} from 'node:vm';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const distribution = path.join(root, 'distribution');
const cli = readFileSync(path.join(distribution, 'cli.js'), 'utf8');

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'vmmap-tui-'));
});
afterAll(() => {
	rmSync(folder, {recursive: true});
});

/** What V8 says of a function: the ranges of its text, outermost first, with how often each ran. */
type FunctionCoverage = {
	readonly ranges: readonly {readonly startOffset: number; readonly endOffset: number; readonly count: number}[];
};

/** How often the place of main.js ran where `text` stands first, when the program is started with `parameters`. */
function countRuns(text: string, ...parameters: string[]): number {
	const coverageFolder = mkdtempSync(path.join(folder, 'coverage-'));
	const {status, stderr} = spawnSync(process.execPath, [path.join(distribution, 'cli.js'), ...parameters], {
		env: {...process.env, NODE_V8_COVERAGE: coverageFolder},
		encoding: 'utf8',
		maxBuffer: 1024 ** 3,
	});
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	const position = readFileSync(path.join(distribution, 'main.js'), 'utf8').indexOf(text);
	expect(position).toBeGreaterThan(0);
	const [file = ''] = readdirSync(coverageFolder);
	const {result} = JSON.parse(readFileSync(path.join(coverageFolder, file), 'utf8'));
	const {functions} = result.find(({url}: {readonly url: string}) => url.endsWith('/distribution/main.js'));
	const ranges = functions
		.flatMap(({ranges}: FunctionCoverage) => ranges)
		.filter(
			({startOffset, endOffset}: FunctionCoverage['ranges'][number]) => startOffset <= position && position < endOffset,
		)
		.toSorted(
			(a: FunctionCoverage['ranges'][number], b: FunctionCoverage['ranges'][number]) => b.startOffset - a.startOffset,
		);
	return ranges[0].count;
}

test('--help, processes and snapshot run nothing of React', () => {
	// A text at the top of React's own file.
	const inReact = 'react.transitional.element';
	expect(countRuns(inReact, '--help')).toBe(0);
	expect(countRuns(inReact, 'processes')).toBe(0);
	expect(countRuns(inReact, 'snapshot', String(process.pid))).toBe(0);
	expect(countRuns('vmmap-tui snapshot <pid', '--help')).toBeGreaterThan(0);
});

test('koffi is the only package that the built files still import', () => {
	const names = readdirSync(distribution).filter(name => name.endsWith('.js'));
	expect(names.toSorted()).toEqual(['cli.js', 'main.js', 'sampler-worker.js']);
	const text = names.map(name => readFileSync(path.join(distribution, name), 'utf8')).join('\n');
	expect([...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?|\brequire\()"([^"./][^"]*)"/g)]).toEqual([]);
	// Asked for when a sampler is loaded, with the `require` of the file.
	expect([...text.matchAll(/import\.meta\.url\)\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['koffi', 'koffi']);
	const {dependencies} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	expect(Object.keys(dependencies)).toEqual(['koffi']);
});

test('the licences of all that is bundled are in the package', () => {
	const licenses = readFileSync(path.join(distribution, 'licenses.txt'), 'utf8');
	for (const name of ['ink', 'react', 'react-reconciler', 'yoga-layout', 'meow', 'string-width', 'chalk']) {
		expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
	}

	// Not every package has a file with its licence, and none is without the text.
	const headings = licenses.matchAll(/^[\w@][^\n]* \d+\.\d+\.\d+ \([\w.-]+\)\n=+\n\n(.*)$/gm);
	expect([...headings].map(([, firstLine]) => firstLine)).not.toContain('');
});

describe('on a Node that is too old', () => {
	test.each(['12.22.12', '14.0.0', '20.20.2', '22.17.1'])('%s: one sentence says so', version => {
		const written: string[] = [];
		const fake = {
			versions: {node: version},
			stderr: {write: (text: string) => written.push(text)},
			exitCode: undefined,
		};
		runInContext(cli, createContext({process: fake}));
		expect(written).toEqual([
			expect.stringMatching(/^vmmap-tui needs Node 22\.18 or newer, and this is Node [\d.]+: .+\.\n$/),
		]);
		expect(fake.exitCode).toBe(2);
	});

	test('the started file has no import that an old Node would fail on first', () => {
		expect(cli).not.toMatch(/(?:^|[;\n}])(?:import\s*["{*a-z]|export\b)/);
	});

	const oldNode = findOldNode();
	test.skipIf(oldNode === undefined)('the one of this machine says so', () => {
		const {status, stdout, stderr} = spawnSync(oldNode ?? '', [path.join(distribution, 'cli.js'), '--help'], {
			encoding: 'utf8',
		});
		expect({status, stdout}).toEqual({status: 2, stdout: ''});
		expect(stderr).toMatch(/^vmmap-tui needs Node 22\.18 or newer, and this is Node .+\.\n$/);
	});
});

/** A Node in PATH, other than the project's own, that is too old to run the program. */
function findOldNode(): string | undefined {
	return (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.filter(folder => !folder.includes('node_modules'))
		.map(folder => path.join(folder, 'node'))
		.filter(file => existsSync(file))
		.find(file => {
			const [major = 0, minor = 0] = execFileSync(file, ['-p', 'process.versions.node'], {encoding: 'utf8'})
				.split('.')
				.map(Number);
			return major < 22 || (major === 22 && minor < 18);
		});
}
