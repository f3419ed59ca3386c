import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

test('docs/definitions.md lists the kinds of memory that the program knows on Linux, under their types', () => {
	const folder = path.join(root, 'source/model/linux');
	const sources = readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(name => name.endsWith('.ts'))
		.map(name => readFileSync(path.join(folder, name), 'utf8'))
		.join('\n');
	// A verdict: type: 'Heap', kind: 'main heap'
	const verdicts = [...sources.matchAll(/type: '(?<type>[^']+)',\s*kind: '(?<kind>[^']+)'/g)];
	const documented = readKinds();
	const missing = verdicts
		.map(({groups}) => ({type: groups?.['type'] ?? '', kind: groups?.['kind'] ?? ''}))
		.filter(({type, kind}) => !documented.get(type)?.includes(kind));
	expect(verdicts.length).toBeGreaterThan(100);
	expect(missing).toEqual([]);

	const known = new Set([...sources.matchAll(/kind: '(?<kind>[^']+)'/g)].map(({groups}) => groups?.['kind']));
	// Kinds of constants, and those that Free and Unusable space is given.
	const named = (kind: string) => known.has(kind) || sources.includes(`'${kind}'`);
	expect([...documented.values()].flat().filter(kind => !named(kind))).toEqual([]);
});

/** | Heap | main heap, glibc arena (what it is), loader heap | */
function readKinds(): ReadonlyMap<string, readonly string[]> {
	const text = readFileSync(path.join(root, 'docs/definitions.md'), 'utf8');
	const [, table = ''] = /## Kinds on Linux\n([\s\S]*?)\n\n[A-Z]/.exec(text) ?? [];
	const rows = table.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| type'));
	return new Map(
		rows.map(row => {
			const [, type = '', kinds = ''] = row.split('|').map(cell => cell.trim());
			return [
				type,
				kinds
					.replace(/\([^)]*\)/g, '')
					.split(/[,;]/)
					.map(kind => kind.trim()),
			];
		}),
	);
}
