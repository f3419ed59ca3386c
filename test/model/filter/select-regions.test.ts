import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseFilter, selectRegions} from '../../../source/model/filter/filter.ts';
import type {FilterTerm} from '../../../source/model/filter/term.ts';
import {formatAddress} from '../../../source/model/format.ts';
import {typeName} from '../../../source/model/memory-type.ts';
import {blockMeasure, regionMeasure} from '../../../source/model/region-measures.ts';
import {numberAt, regionBlockCount, regionStart, type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {arbitrarySnapshot} from '../../helpers/arbitrary-snapshot.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';
import {arbitraryTerm} from './terms.ts';

const kilobyte = 1024;

const snapshot = makeSnapshot([
	{
		type: 'Image',
		kind: 'shared library',
		details: '/usr/lib/LIBC.so.6',
		evidence: 'An ELF file with an executable mapping.',
		protection: 'r-xp',
		start: 0x7f3a_1234_0000,
		blocks: [
			{size: 16 * kilobyte, protection: 'r-xp', measures: {totalWs: 8 * kilobyte, privateWs: 0}},
			{
				size: 8 * kilobyte,
				protection: 'rw-p',
				details: '.bss',
				measures: {totalWs: 8 * kilobyte, privateWs: 4 * kilobyte},
			},
		],
	},
	{
		type: 'Heap',
		kind: 'glibc arena',
		start: 0x7f3b_0000_0000,
		blocks: [{size: 64 * kilobyte, protection: 'rw-p', measures: {totalWs: 64 * kilobyte, privateWs: 64 * kilobyte}}],
	},
	{
		type: 'Private Data',
		details: '/tmp/my file',
		start: 0x7f3b_0100_0000,
		blocks: [{size: 4 * kilobyte, protection: 'rwxp'}],
	},
	{
		type: 'Stack',
		details: 'Thread ID: 12',
		start: 0x7fff_dead_0000,
		blocks: [
			{size: 4 * kilobyte, protection: '---p', details: 'guard', measures: {totalWs: 0, privateWs: 0}},
			{size: 8 * kilobyte, protection: 'rw-p', measures: {totalWs: 8 * kilobyte, privateWs: 8 * kilobyte}},
		],
	},
]);

function select(text: string, from: Snapshot = snapshot): readonly number[] {
	const filter = parseFilter(text);
	if (filter.kind === 'mistake') {
		throw new Error(filter.sentence);
	}

	return [...selectRegions(from, filter).entries()].filter(([, value]) => value === 1).map(([region]) => region);
}

describe('a word', () => {
	test.each([
		['libc.so', [0]],
		['!libc.so', [1, 2, 3]],
		['arena', [1]],
		['private', [2]],
		['guard', [3]],
		['RW-P', [0, 1, 3]],
		['"my file"', [2]],
		['dead', [3]],
		['00007f3a', [0]],
		['0x7f3b', [1, 2]],
		['1234400', [0]],
		['nowhere', []],
		['', [0, 1, 2, 3]],
	])('"%s" selects %j', (text, regions) => {
		expect(select(text)).toEqual(regions);
	});

	test('is looked for in the protection that a region shows, too', () => {
		const made = makeSnapshot([
			{type: 'Image', protection: 'several', start: 0x1000, blocks: [{size: 4096, protection: 'r--p'}]},
		]);
		expect(select('several', made)).toEqual([0]);
		expect(select('prot:several', made)).toEqual([]);
	});

	test('of hex digits is found wherever it begins, also after it began in vain', () => {
		const digits = fc.array(fc.constantFrom('0', '1', 'd'), {minLength: 1, maxLength: 6}).map(all => all.join(''));
		fc.assert(
			fc.property(digits, digits, (word, number) => {
				const start = Number.parseInt(`1${number}`, 16) * 4096;
				const made = makeSnapshot([{type: 'Heap', start, blocks: [{size: 4096, protection: 'rw-p'}]}]);
				expect(select(word, made)).toEqual(formatAddress(start, 16).includes(word) ? [0] : []);
			}),
			{numRuns: 500},
		);
	});

	test('of hex digits does not reach over the address into what no target has', () => {
		const small = makeSnapshot([{type: 'Heap', start: 0x0804_8000, blocks: [{size: 4096, protection: 'rw-p'}]}], {
			process: {pid: 1, name: 'small', addressDigits: 8},
		});
		expect(select('00804', small)).toEqual([]);
		expect(select('0804', small)).toEqual([0]);
	});
});

describe('a key', () => {
	test.each([
		['type:heap', [1]],
		['kind:"shared library"', [0]],
		['details:.bss', [0]],
		['evidence:elf', [0]],
		['prot:x', [0, 2]],
		['prot:rwx', [2]],
		['prot:wr', [0, 1, 2, 3]],
		['prot:r-x', [0]],
		['prot:---', [3]],
		['!prot:w', []],
		['addr:7f3a12345fff', [0]],
		['addr:7f3a12346000', []],
		['addr:7fffdead2fff', [3]],
		['addr:0', []],
		['!addr:7f3a12340000', [1, 2, 3]],
		['size>=64K', [1]],
		['size=24K', [0]],
		['size=16K', [0]],
		['blocks=2', [0, 3]],
		['ws>0', [0, 1, 3]],
		['shareablews>=8K', [0]],
		['swap=0', []],
		['!swap=0', []],
	])('%s selects %j', (text, regions) => {
		expect(select(text)).toEqual(regions);
	});

	test('prot: knows the rights of Windows by their words', () => {
		const windows = makeSnapshot(
			[
				['Read/Write/WriteCombine', 0x1_0000],
				['Execute/Read', 0x2_0000],
				['Copy on write', 0x3_0000],
				['Read/Write/Guard', 0x4_0000],
				['No access', 0x5_0000],
				['Read/WriteCombine', 0x6_0000],
			].map(([protection, start]) => ({
				type: 'Private Data' as const,
				start: Number(start),
				blocks: [{size: 4096, protection: String(protection)}],
			})),
			{platform: 'windows'},
		);
		expect(select('prot:rw', windows)).toEqual([0, 2, 3]);
		expect(select('prot:x', windows)).toEqual([1]);
		expect(select('prot:Read/Write', windows)).toEqual([0, 3, 5]);
		expect(select('prot:guard', windows)).toEqual([3]);
	});

	test('what is unknown satisfies no comparison, negated or not', () => {
		expect(select('ws>=0')).toEqual([0, 1, 3]);
		expect(select('!ws>1G')).toEqual([0, 1, 3]);
	});

	test('a region whose numbers are not the sum of its blocks is asked for both', () => {
		const made = makeSnapshot([
			{type: 'Image', start: 0x1000, blocks: [{size: 4096, protection: 'r--p', measures: {private: 0}}]},
		]);
		const own = {...made, regions: {...made.regions, measures: {private: Float64Array.of(4096)}}};
		expect(select('private=4K', own)).toEqual([0]);
		expect(select('private=0', own)).toEqual([0]);
	});
});

test('every word has to be satisfied, each by any block', () => {
	expect(select('prot:x prot:w')).toEqual([0, 2]);
	expect(select('prot:x prot:w !libc.so')).toEqual([2]);
});

test('selects as a reading of the definition region by region does', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.array(arbitraryTerm, {maxLength: 3}), (made, terms) => {
			const selection = selectRegions(made, {kind: 'filter', terms});
			const expected = Array.from({length: made.regions.count}, (_, region) =>
				terms.every(term => isSatisfied(made, region, term)) ? 1 : 0,
			);
			expect([...selection]).toEqual(expected);
		}),
		{numRuns: 2000},
	);
});

test('the same filter selects the same after others', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.array(arbitraryTerm, {minLength: 2, maxLength: 3}), (made, terms) => {
			const first = selectRegions(made, {kind: 'filter', terms});
			selectRegions(made, {kind: 'filter', terms: terms.slice(1)});
			expect(selectRegions(made, {kind: 'filter', terms})).toEqual(first);
		}),
	);
});

function blocksOf(made: Snapshot, region: number): readonly number[] {
	const first = made.regions.firstBlock[region] ?? 0;
	return Array.from({length: regionBlockCount(made, region)}, (_, index) => first + index);
}

function isSatisfied(made: Snapshot, region: number, term: FilterTerm): boolean {
	const {blocks, regions} = made;
	const blockRows = blocksOf(made, region);
	const contains = (texts: readonly string[], wanted: string): boolean =>
		texts.some(text => text.toLowerCase().includes(wanted.toLowerCase())) !== term.isNegated;
	const texts = {
		type: [typeName(regions.type[region] ?? 0)],
		kind: [textAt(made, regions.kind, region)],
		evidence: [textAt(made, regions.evidence, region)],
		protection: blockRows.map(row => textAt(made, blocks.protection, row)),
		details: [textAt(made, regions.details, region), ...blockRows.map(row => textAt(made, blocks.details, row))],
	};
	switch (term.kind) {
		case 'word': {
			const {type, kind, protection, details} = texts;
			const shown = [...type, ...kind, ...protection, textAt(made, regions.protection, region), ...details];
			const addresses = blockRows.map(row => formatAddress(blocks.start[row] ?? 0, made.process.addressDigits));
			const isText = contains(shown, term.text) !== term.isNegated;
			const isHex = /^(0x)?[\da-f]{1,16}$/i.test(term.text);
			const isAddress =
				isHex && addresses.some(address => address.includes(term.text.toLowerCase().replace(/^0x/, '')));
			return (isText || isAddress) !== term.isNegated;
		}
		case 'text':
			return term.field === 'protection'
				? texts.protection.some(text => hasProtection(text, term.text)) !== term.isNegated
				: contains(texts[term.field], term.text);
		case 'address': {
			const last = blockRows.at(-1) ?? 0;
			const end = (blocks.start[last] ?? 0) + (blocks.measures.size[last] ?? 0);
			return (regionStart(made, region) <= term.address && term.address < end) !== term.isNegated;
		}
		case 'comparison': {
			const {quantity, comparison, value} = term;
			const own = quantity === 'blocks' ? blockRows.length : numberAt(regionMeasure(made, quantity), region);
			const ofBlocks = quantity === 'blocks' ? [] : blockRows.map(row => blockMeasure(made, quantity, row));
			const isAny = [own, ...ofBlocks].some(number => {
				if (number === undefined) {
					return false;
				}

				const order = {'>': number > value, '>=': number >= value, '<': number < value, '<=': number <= value};
				return comparison === '=' ? number === value : order[comparison];
			});
			return term.isNegated ? own !== undefined && !isAny : isAny;
		}
		// Nothing has changed or grown where one snapshot alone is shown.
		case 'change':
			return term.isNegated;
		case 'growth':
			return false;
	}
}

function hasProtection(protection: string, wanted: string): boolean {
	const letters = [...wanted.toLowerCase()];
	const isLinux = protection.length === 4;
	if (letters.every(letter => 'rwxsp'.includes(letter))) {
		const rights = isLinux ? protection : {'Read/Write': 'rw', 'Execute/Read': 'rx'}[protection];
		return letters.every(letter => rights?.includes(letter));
	}

	if (
		isLinux &&
		letters.length <= 4 &&
		letters.every((letter, at) => letter === '-' || 'rwxp'[at] === letter || (at === 3 && letter === 's'))
	) {
		return letters.every((letter, at) => protection[at] === letter);
	}

	return protection.toLowerCase().includes(wanted.toLowerCase());
}
