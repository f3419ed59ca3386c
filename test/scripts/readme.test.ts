import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {documents, updateTables} from '../../scripts/document-tables.ts';
import {helpText} from '../../source/commands/help-text.ts';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

test.each(Object.entries(documents))(
	'the tables of %s are those of the program (npm run readme writes them)',
	(name, tables) => {
		const text = readFileSync(new URL(name, root), 'utf8');
		expect(text).toBe(updateTables(text, tables));
	},
);

test('the README names every option and every exit status that --help names', () => {
	const [, options = '', , status = ''] =
		/Options\n([\s\S]*?)\n\n([\s\S]*?)Exit status\n([\s\S]*)/.exec(helpText) ?? [];
	const flags = [...options.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
	const codes = [...status.matchAll(/^\s*(\d) /gm)].map(([, code]) => code);
	expect(flags.length).toBeGreaterThan(3);
	expect(codes.length).toBeGreaterThan(4);
	expect(flags.filter(flag => !readme.includes(flag))).toEqual([]);
	expect(codes.filter(code => !readme.includes(`| ${code} |`))).toEqual([]);
});
