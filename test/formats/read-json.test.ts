import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {writeJson} from '../../source/formats/json.ts';
import {readJson} from '../../source/formats/read-json.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {arbitrarySnapshot} from './arbitrary-snapshot.ts';

const block = {address: '0000000000001000', size: 4096, protection: 'rw-p'};
const region = {address: '0000000000001000', type: 'Heap', blocks: [block]};
const file = {
	format: 'vmmap-tui/snapshot',
	version: 1,
	platform: 'linux',
	time: '2026-11-22T20:31:05.120Z',
	process: {pid: 1, name: 'a'},
	pageSize: 4096,
	cost: {milliseconds: 1},
	regions: [region],
};

const read = (changes: object) => () => readJson(JSON.stringify({...file, ...changes}));
const readBlock = (changes: object) => read({regions: [{...region, blocks: [{...block, ...changes}]}]});

test('the smallest file is a snapshot', () => {
	const snapshot = readJson(JSON.stringify(file));
	expect(snapshot.blocks.measures.size).toEqual(Float64Array.of(4096));
	expect(snapshot.cost).toEqual({milliseconds: 1, source: 'file', attempts: 1});
	expect(snapshot.blocks.linux).toBeUndefined();
});

test('a byte order mark and fields of a later time are no obstacle', () => {
	expect(readJson(`\uFEFF${JSON.stringify({...file, later: [1]})}`).process.pid).toBe(1);
});

describe('a file is refused with the place and the reason:', () => {
	test.each([
		['a file that ends too early', () => readJson('{"format": "vmm'), 'it ends too early'],
		['an empty file', () => readJson(''), 'it ends too early'],
		['broken JSON', () => readJson('{\n"format" 1}'), 'line 2, column 10 is not JSON'],
		['a file of another kind', () => readJson('Address,Type'), 'it is not JSON'],
		['JSON of something else', () => readJson('{"name": "x"}'), 'it is no snapshot of vmmap-tui'],
		['a list', () => readJson('[]'), 'the file must be an object'],
		['a newer version', read({version: 2}), 'a newer vmmap-tui wrote it (version 2 of the format'],
		['no platform', read({platform: undefined}), 'platform must be one of linux, windows'],
		['a wrong time', read({time: 'yesterday'}), 'time must be a time such as'],
		['a pid that is none', read({process: {pid: 1.5, name: ''}}), 'process.pid must be a whole number'],
		['a name that is none', read({process: {pid: 1}}), 'process.name must be a text'],
		[
			'an unknown architecture',
			read({process: {...file.process, architecture: 'z80'}}),
			'process.architecture must be',
		],
		['a counter that is none', read({counters: {VmSize: 'many'}}), 'counters.VmSize must be a number'],
		['a name of a field twice', read({fields: ['Rss', 'Rss']}), 'fields must be a list without a name twice'],
		['no regions', read({regions: undefined}), 'regions must be a list'],
		['a region without blocks', read({regions: [{...region, blocks: []}]}), 'regions[0].blocks must be a list of one'],
		['an unknown type', read({regions: [{...region, type: 'Pile'}]}), 'regions[0].type must be one of Image'],
		[
			'a region that begins elsewhere',
			read({regions: [{...region, address: '0000000000002000'}]}),
			'regions[0].address must be 0000000000001000, that of its first block',
		],
		['an address in capitals', readBlock({address: 'ABC'}), 'regions[0].blocks[0].address must be'],
		[
			'an address that no double holds',
			readBlock({address: 'ffffffffffffffff'}),
			'regions[0].blocks[0].address must be',
		],
		['a negative size', readBlock({size: -1}), 'regions[0].blocks[0].size must be a number'],
		['no size', readBlock({size: undefined}), 'regions[0].blocks[0].size must be more than 0'],
		['a measure that is a text', readBlock({pss: '12'}), 'regions[0].blocks[0].pss must be a number'],
		[
			'a block with more in its working set of its own than in all',
			readBlock({totalWs: 5, privateWs: 4096}),
			'regions[0].blocks[0], at 0000000000001000: privateWs must be no more than totalWs',
		],
		[
			'a block with more committed than there is of it',
			readBlock({committed: 10 ** 9}),
			'regions[0].blocks[0], at 0000000000001000: committed must be no more than size',
		],
		[
			'a block with more shared than can be',
			readBlock({totalWs: 4096, privateWs: 4000, sharedWs: 97}),
			'sharedWs must be no more than totalWs less privateWs',
		],
		[
			'a region with more private than is committed of its blocks',
			read({regions: [{...region, private: 5, blocks: [{...block, committed: 4, private: 0}]}]}),
			'regions[0], at 0000000000001000: private must be no more than committed',
		],
		[
			'a block after the end of the address space',
			readBlock({address: 'fffffffffffff000', size: 8192}),
			'regions[0].blocks[0].size must be more than 0, and end within',
		],
		[
			'blocks that overlap',
			read({regions: [{...region, blocks: [block, {...block, address: '0000000000001800'}]}]}),
			'regions[0].blocks[1].address must be 0000000000002000 or above',
		],
		[
			'a list of fields of another length',
			read({fields: ['Rss'], regions: [{...region, blocks: [{...block, fields: []}]}]}),
			'regions[0].blocks[0].fields must be a list of 1',
		],
		['millions of brackets', () => readJson('['.repeat(10_000_001)), 'it has more than 10000000 lists and objects'],
	])('%s', (_, readFile, reason) => {
		expect(readFile).toThrow(SyntaxError);
		expect(readFile).toThrow(reason);
	});
});

test('a damaged file is read or refused, and nothing else happens', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.nat(), fc.string({maxLength: 3}), (snapshot, at, damage) => {
			const text = [...writeJson(snapshot)].join('');
			const position = at % text.length;
			try {
				readJson(text.slice(0, position) + damage + text.slice(position + 1));
			} catch (error) {
				expect(error).toBeInstanceOf(SyntaxError);
			}
		}),
	);
});

test('no name in a file can reach the prototype of an object', () => {
	const snapshot = readJson(JSON.stringify(file).replace('"regions"', '"counters":{"__proto__":5},"regions"'));
	expect(Object.keys(snapshot.counters)).toEqual(['__proto__']);
	expect(makeSnapshot([]).counters).toEqual({});
});
