import {expect, test} from 'vitest';
import type {Finding, Inspection} from '../../../../source/model/inspection.ts';
import {mostStrings, searchStrings} from '../../../../source/sampler/inspection/search-strings.ts';
import {openMemory} from '../../../../source/sampler/linux/memory/open-memory.ts';
import type {ProcessMemory} from '../../../../source/sampler/process-memory.ts';
import {startContents} from '../../../helpers/contents-target.ts';
import {reportedMappings, startMappings} from '../../../helpers/targets.ts';

type Search = Extract<Inspection, {kind: 'search'}>;

const gather = async (
	memory: ProcessMemory,
	search: Partial<Search> & Pick<Search, 'ranges'>,
	isStopped = () => false,
) => {
	const findings: Extract<Finding, {kind: 'strings'}>[] = [];
	const asked: Search = {kind: 'search', search: 1, minimum: 4, text: '', ...search};
	for await (const finding of searchStrings(memory, asked, isStopped)) {
		if (finding.kind !== 'strings') {
			throw new Error('The search was refused');
		}

		findings.push(finding);
	}

	const last = findings.at(-1);
	const strings = findings.flatMap(({batch}) =>
		batch.texts.map((text, row) => ({text, address: batch.addresses[row] ?? 0})),
	);
	return {strings, last};
};

test('strings of a process are found in every encoding, also over the edge of two pages', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const memory = openMemory(target.pid);
	const {strings, last} = await gather(memory, {ranges: [{start, end}]});
	expect(strings).toEqual(
		[
			{text: 'plain text in ASCII', address: start + 64},
			{text: 'grüß dich, UTF-8', address: start + 128},
			{text: 'wide text', address: start + 200},
			{text: '[2J', address: start + 260},
			{text: 'over the edge', address: start + 3 * 4096 - 4},
		].filter(({text}) => text.length >= 4),
	);
	expect(last).toMatchObject({end: 'complete', done: 11 * 4096, total: 11 * 4096});

	const some = await gather(memory, {ranges: [{start, end}], text: 'TEXT'});
	expect(some.strings.map(({text}) => text)).toEqual(['plain text in ASCII', 'wide text']);
	memory.close();
});

/** Memory full of short strings, without a process. */
const madeUp = (text: string): ProcessMemory => {
	const bytes = Buffer.alloc(1 << 20, text);
	return {
		pageSize: 4096,
		findPages: range => [{...range, state: 'in memory'}],
		read(_, into) {
			into.set(bytes.subarray(0, into.length));
			return Math.min(into.length, bytes.length);
		},
		listMappings: () => [],
		close() {},
	};
};

test('a search ends when as many strings were found as are kept', async () => {
	const {strings, last} = await gather(madeUp('text\0\0\0\0'), {ranges: [{start: 0, end: 1 << 26}]});
	expect(strings).toHaveLength(mostStrings);
	expect(last?.end).toBe('full');
});

test('a search can be stopped', async () => {
	const {last} = await gather(madeUp('\0'), {ranges: [{start: 0, end: 2 ** 40}]}, () => true);
	expect(last?.end).toBe('stopped');
	expect(last?.done).toBeLessThan(2 ** 40);
});

test("the kernel's page of zeros, which counts for nobody, is not searched where the kernel tells of it", async ({
	skip,
}) => {
	await using target = await startMappings();
	const mapping = reportedMappings(target).get('zero-pages');
	const start = Number.parseInt(mapping?.address ?? '', 16);
	const range = {start, end: start + (mapping?.size ?? 0)};
	const memory = openMemory(target.pid);
	const runs = memory.findPages(range);
	const {last} = await gather(memory, {ranges: [range]});
	memory.close();
	expect(runs).toMatchObject([{...range, state: 'in memory'}]);
	skip(!Array.isArray(runs) || runs[0]?.isZero !== true, 'the kernel has no PAGEMAP_SCAN (Linux 6.7)');
	expect(last).toMatchObject({end: 'complete', total: 0});
});
