import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {createContext, runInContext} from 'node:vm';
import {describe, expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const distribution = path.join(root, 'distribution');
const cli = readFileSync(path.join(distribution, 'cli.js'), 'utf8');

/** The files that a built file loads before its first line runs, and itself. */
function findStaticImports(file: string, found = new Set<string>()): ReadonlySet<string> {
	if (!found.has(file)) {
		found.add(file);
		const text = readFileSync(path.join(distribution, file), 'utf8');
		for (const [, name] of text.matchAll(/(?:^|[;\n])(?:import|export)\s*(?:[^'"();]*?from\s*)?"\.\/([^"]+)"/g)) {
			findStaticImports(name ?? '', found);
		}
	}

	return found;
}

function readAll(files: Iterable<string>): string {
	return [...files].map(file => readFileSync(path.join(distribution, file), 'utf8')).join('\n');
}

test('what is loaded for --help, snapshot and processes holds neither React nor Ink', () => {
	const names = readdirSync(distribution);
	const view = names.filter(name => name.startsWith('view-') && !name.startsWith('view-start'));
	const reactError = 'Minified React error';
	expect(readAll(names.filter(name => name.endsWith('.js')))).toContain(reactError);
	expect(view).not.toEqual([]);
	for (const prefix of ['main.js', 'snapshot-', 'processes-', 'platform-', 'sampler-worker.js']) {
		const entries = names.filter(name => name.startsWith(prefix));
		expect(entries, prefix).toHaveLength(1);
		const loaded = entries.flatMap(name => [...findStaticImports(name)]);
		expect(readAll(loaded)).not.toContain(reactError);
	}
});

test('koffi is the only package that the built files still import', () => {
	const specifiers = readAll(readdirSync(distribution).filter(name => name.endsWith('.js'))).matchAll(
		/(?:\bfrom\s*|\bimport\s*\(?|\brequire\()"([^"./][^"]*)"/g,
	);
	const packages = new Set([...specifiers].map(([, name]) => name));
	expect([...packages].filter(name => name !== 'koffi')).toEqual([]);
	const {dependencies} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	expect(Object.keys(dependencies)).toEqual(['koffi']);
});

test('the licences of all that is bundled are in the package', () => {
	const licenses = readFileSync(path.join(distribution, 'licenses.txt'), 'utf8');
	for (const name of ['ink', 'react', 'react-reconciler', 'yoga-layout', 'meow', 'string-width', 'chalk']) {
		expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
	}

	// Every heading is followed by a text, not by the next heading.
	expect(licenses).not.toMatch(/^=+\n\n\n/m);
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
