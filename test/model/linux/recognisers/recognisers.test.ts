import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {knowledge} from '../../../../source/model/linux/recognisers/recognisers.ts';

const sources = path.resolve(import.meta.dirname, '../../../../source/model/linux/recognisers');

test.each(knowledge)('$name has a file and a test of its name, and says what it knows', ({name, claims, ...texts}) => {
	expect(existsSync(path.join(sources, `${name}.ts`))).toBe(true);
	expect(existsSync(path.join(import.meta.dirname, `${name}.test.ts`))).toBe(true);
	expect(claims.length).toBeGreaterThan(0);
	expect([texts.looksFor, texts.howSure, texts.source].filter(text => text === '')).toEqual([]);
});

test('each has a name and evidence of its own', () => {
	const names = knowledge.map(({name}) => name);
	const evidence = knowledge.flatMap(({claims}) => claims.map(claim => claim.evidence));
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(evidence).size).toBe(evidence.length);
});
