import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

/** The parts of source/, and which other parts each may import. A file at the top is a part of its own. */
const allowedParts: Readonly<Record<string, readonly string[]>> = {
	cli: ['commands'],
	commands: ['app', 'screen', 'sampler', 'formats', 'model'],
	app: ['components', 'screen', 'model'],
	components: ['screen', 'model'],
	screen: ['model'],
	formats: ['model'],
	sampler: ['model'],
	model: [],
};

/** The packages and modules of Node that each part may import, as patterns of the whole name. */
const allowedPackages: Readonly<Record<string, RegExp>> = {
	cli: /^$/,
	commands: /^(meow|node:.+)$/,
	app: /^(ink|react)$/,
	components: /^(ink|ink-table|react|chalk|string-width)$/,
	screen: /^$/,
	formats: /^(saxes|node:.+)$/,
	sampler: /^(koffi|node:.+)$/,
	model: /^(string-width|asciichart)$/,
};

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'source');

type Import = {readonly file: string; readonly part: string; readonly specifier: string; readonly isType: boolean};

const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(name => /\.tsx?$/.test(name));
const imports: readonly Import[] = files.flatMap(file =>
	findImports(readFileSync(path.join(source, file), 'utf8')).map(found => ({file, part: partOf(file), ...found})),
);

/** Every `import ... from`, `export ... from` and `import()` with the name of what it takes. */
function findImports(text: string): readonly {readonly specifier: string; readonly isType: boolean}[] {
	const pattern =
		/^(?<kind>import type|import|export)\b[^;'"]*?from '(?<from>[^']+)'|\bimport\('(?<dynamic>[^']+)'\)/gm;
	return [...text.matchAll(pattern)].map(({groups}) => ({
		specifier: groups?.['from'] ?? groups?.['dynamic'] ?? '',
		isType: groups?.['kind'] === 'import type',
	}));
}

function partOf(file: string): string {
	return file.split(path.sep)[0]?.replace(/\.tsx?$/, '') ?? '';
}

test('the search finds the imports that there are', () => {
	expect(
		findImports(
			"import {\n\ta,\n} from './a.ts';\nimport type {B} from 'b';\nexport {c} from './c.ts';\nconst d = import('./d.ts');",
		),
	).toEqual([
		{specifier: './a.ts', isType: false},
		{specifier: 'b', isType: true},
		{specifier: './c.ts', isType: false},
		{specifier: './d.ts', isType: false},
	]);
	expect(imports.length).toBeGreaterThan(files.length);
});

test('every file belongs to a part that is known here', () => {
	expect(files.map(partOf).filter(part => !Object.hasOwn(allowedParts, part))).toEqual([]);
});

test('imports run one way: cli, commands, then app, components, screen, sampler and formats, then model', () => {
	const wrong = imports.filter(({file, part, specifier}) => {
		if (!specifier.startsWith('.')) {
			return false;
		}

		const target = path.relative(source, path.resolve(source, path.dirname(file), specifier));
		const isPackageFile = target === path.join('..', 'package.json');
		return !isPackageFile && partOf(target) !== part && !allowedParts[part]?.includes(partOf(target));
	});
	expect(wrong).toEqual([]);
});

test('a part imports no package and no module of Node but its own', () => {
	const wrong = imports.filter(
		({part, specifier, isType}) => !specifier.startsWith('.') && !isType && !allowedPackages[part]?.test(specifier),
	);
	expect(wrong).toEqual([]);
});

test('the file that is started imports nothing until it knows the version of Node', () => {
	expect(readFileSync(path.join(source, 'cli.tsx'), 'utf8')).not.toMatch(/^(import|export) /m);
});
