import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {updateReadme} from '../../scripts/readme-tables.ts';
import {helpText} from '../../source/commands/help-text.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the tables of the README are those of the program (npm run readme writes them)', () => {
	expect(readme).toBe(updateReadme(readme));
});

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
