import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {readMmp} from '../../../source/formats/mmp/read-mmp.ts';
import {writeMmp} from '../../../source/formats/mmp/write-mmp.ts';
import {readSnapshots} from '../../../source/formats/read-snapshots.ts';
import {escapeText} from '../../../source/model/escape.ts';
import type {MemoryType} from '../../../source/model/memory-type.ts';
import {type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {keepRules} from '../../helpers/keep-rules.ts';
import {type DescribedRegion, makeSnapshot} from '../../helpers/snapshots.ts';
import {captureFile, hasCapture, whySkipped} from '../../model/windows/vmmap-capture.ts';

const read = (text: string | Uint8Array) =>
	readMmp(typeof text === 'string' ? Buffer.from(text) : text, {name: 'saved.mmp', time: 7000});

const write = (...snapshots: readonly Snapshot[]): string => [...writeMmp(snapshots)].join('');

/** 2024-01-01T00:00:00Z, and a second later. */
const [moment, later] = ['133485408000000000', '133485408010000000'];

const stack =
	'<Region Address="65536" Blocks="2" ShareableWS="0" SharedWS="0" Size="65536" Commit="16384" PrivateBytes="16384" PrivateWS="4096" Id="0" Protection="260" Storage="3" UseType="1" Type="Thread Stack" Details="Thread ID: 7">';
const stackBlocks = [
	'<Region Address="65536" Blocks="0" ShareableWS="0" SharedWS="0" Size="49152" Commit="0" PrivateBytes="0" PrivateWS="0" Id="0" Protection="0" Storage="3" UseType="1" Type="Thread Stack" Details=""/>',
	'<Region Address="114688" Blocks="0" ShareableWS="0" SharedWS="0" Size="16384" Commit="16384" PrivateBytes="16384" PrivateWS="4096" Id="0" Protection="260" Storage="3" UseType="1" Type="Thread Stack" Details=""/>',
];
const free =
	'<Region Address="131072" Blocks="1" ShareableWS="0" SharedWS="0" Size="2147221504" Commit="0" PrivateBytes="0" PrivateWS="0" Id="0" Protection="0" Storage="0" UseType="6" Type="Free" Details=""/>';

const file = (...snapshots: readonly string[]): string =>
	`<root Version="3.4"><Snapshots>${snapshots.join('')}</Snapshots><Trace><Call Id="1">text</Call></Trace></root>`;
const nested = `<Snapshot Timestamp="${moment}" PageTableSize="40960" Mood="calm"><MemoryRegions>${stack}${stackBlocks.join('')}</Region>${free}</MemoryRegions></Snapshot>`;
const flat = `<Snapshot Timestamp="${moment}" PageTableSize="40960" Mood="calm"><MemoryRegions>${stack}</Region>${stackBlocks.join('')}${free}</MemoryRegions></Snapshot>`;

const regionsOf = (snapshot: Snapshot) =>
	Array.from({length: snapshot.regions.count}, (_, region) => ({
		kind: textAt(snapshot, snapshot.regions.kind, region),
		details: textAt(snapshot, snapshot.regions.details, region),
		protection: textAt(snapshot, snapshot.regions.protection, region),
		blocks: (snapshot.regions.firstBlock[region + 1] ?? 0) - (snapshot.regions.firstBlock[region] ?? 0),
	}));

describe('a file that VMMap saved', () => {
	it('has its regions with their blocks, its time and its page tables', () => {
		const [snapshot] = read(file(nested));
		expect(regionsOf(snapshot)).toEqual([
			{kind: 'thread stack', details: 'Thread ID: 7', protection: 'Read/Write/Guard', blocks: 2},
			{kind: 'free', details: '', protection: '', blocks: 1},
		]);
		expect(snapshot.time).toBe(Date.UTC(2024, 0, 1));
		expect(snapshot.pageTable).toBe(40_960);
		expect(summarize(snapshot).total).toMatchObject({
			size: 65_536 + 40_960,
			privateWs: 4096 + 40_960,
			blocks: 2,
			lockedWs: undefined,
			pss: undefined,
		});
	});

	it('is the same where the blocks stand behind their region and not in it', () => {
		const [one] = read(file(nested));
		const [other] = read(file(flat));
		expect(other).toEqual(one);
	});

	it('has free and unusable space also where the file does not list it', () => {
		const [snapshot] = read(file(nested.replace(free, '')));
		expect(regionsOf(snapshot).map(({kind}) => kind)).toEqual(['free', 'thread stack', 'free']);
	});

	it('says which process it is of only where the file does', () => {
		expect(read(file(nested))[0].process).toEqual({name: 'saved.mmp', addressDigits: 8, architecture: 'x86'});
		expect(read(file(nested))[0].notices).toHaveLength(1);
		const named = file(nested).replace('<root', '<root ProcessName="a.exe" PID="12"');
		expect(read(named)[0].process).toMatchObject({name: 'a.exe', pid: 12});
		expect(read(named)[0].notices).toEqual([]);
	});

	it('may have several snapshots, in the order of time whatever that in the file is', () => {
		const second = nested.replace(moment, later);
		const snapshots = read(file(second, nested));
		expect(snapshots.map(({time}) => time)).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 1, 0, 0, 1)]);
	});

	it('keeps what is not understood, also when it is written again', () => {
		const text = write(...read(file(nested)));
		expect(text).toContain('Version="3.4"');
		expect(text).toContain('Mood="calm"');
		expect(text.match(/Storage="3"/g)).toHaveLength(3);
		expect(text).toContain('<Trace><Call Id="1">text</Call>');
		expect(write(...read(text))).toBe(text);
	});

	it('keeps it where it stood: around the snapshots, around the regions, within a region and within a block', () => {
		const text = file(nested)
			.replace('<Snapshots>', '<Snapshots Kept="1">')
			.replace('<MemoryRegions>', '<MemoryRegions Kept="2">')
			.replace(stack, `${stack}<Tag Kept="3">in the region</Tag>`)
			.replace(stackBlocks[1] ?? '', `${stackBlocks[1]?.replace('/>', '>')}<Tag Kept="4"/></Region>`);
		const written = write(...read(text));
		expect(written).toContain('<Snapshots Kept="1">\n<Snapshot ');
		expect(written).toContain('<MemoryRegions Kept="2">\n<Region ');
		expect(written).toMatch(
			/Details="Thread ID: 7">\n<Tag Kept="3">in the region<\/Tag>\n<Region Address="65536" Blocks="0"/,
		);
		expect(written).toMatch(/<Region Address="114688" [^>]*[^/]>\n<Tag Kept="4"\/>\n<\/Region>\n<\/Region>/);
		expect(write(...read(written))).toBe(written);
	});

	it('keeps an only block of which something is not understood', () => {
		const only = `<Region Address="131072" Blocks="1" Size="4096" UseType="4">\n<Region Address="131072" Blocks="0" Size="4096" UseType="4" Storage="9"/>\n</Region>`;
		expect(write(...read(file(`<Snapshot><MemoryRegions>${only}</MemoryRegions></Snapshot>`)))).toMatch(
			/<Region Address="131072" Blocks="0" .* Storage="9" .*\/>/,
		);
	});

	it.each([
		['Thread Stack', '77', 'thread stack', 'UseType="77" Type="Thread Stack"'],
		['Odd Stack', '1', 'Odd Stack', 'UseType="1" Type="Thread Stack"'],
	])('has the type of "%s" and UseType %s', (type, useType, kind, written) => {
		const text = file(nested)
			.replaceAll('Type="Thread Stack"', `Type="${type}"`)
			.replaceAll('UseType="1"', `UseType="${useType}"`);
		const [snapshot] = read(text);
		expect(regionsOf(snapshot)[0]?.kind).toBe(kind);
		expect(write(snapshot)).toContain(written);
		expect(regionsOf(read(write(snapshot))[0])[0]?.kind).toBe(kind);
	});

	it('does not know what no region says, but for space that is nobody\u2019s', () => {
		const [snapshot] = read(file(nested).replaceAll(/ (?:Commit|SharedWS)="\d+"/g, ''));
		expect(summarize(snapshot).total).toMatchObject({
			committed: undefined,
			sharedWs: undefined,
			private: 16_384 + 40_960,
		});
	});

	it('is 64 bits wide where free space is, or where it says so', () => {
		expect(read(file(nested.replace('Size="2147221504"', 'Size="140737488158720"')))[0].process.addressDigits).toBe(16);
		const named = file(nested).replace('<root', '<root Architecture="arm64"');
		expect(read(named)[0].process).toMatchObject({addressDigits: 16, architecture: 'arm64'});
		expect(write(...read(named))).toContain('Architecture="arm64"');
	});

	it('is read in the code page that it names', () => {
		const text = Buffer.concat([
			Buffer.from('<?xml version="1.0" encoding="windows-1251"?>'),
			Buffer.from(file(nested).replace('Thread ID: 7', '\u00c4\u00ee\u00ec'), 'latin1'),
		]);
		expect(regionsOf(read(text)[0])[0]?.details).toBe('\u0414\u043e\u043c');
	});

	it('lets go of what is not understood where there is too much of it, and says so', () => {
		const text = file(nested).replace('<Trace>', `<Trace>${'<a/>'.repeat(1_000_001)}`);
		const [snapshot] = read(text);
		expect(snapshot.notices.at(-1)).toContain('more than 1000000 elements that are not understood');
	});

	it.each([
		['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
		['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
		['the code page of Windows', (text: string) => Buffer.from(text, 'latin1')],
	])('is read in %s', (_, encode) => {
		const text = file(nested).replace('Thread ID: 7', 'caf\u00e9');
		const [snapshot] = readSnapshots(encode(text), {name: 'a', time: 0});
		expect(regionsOf(snapshot)[0]?.details).toBe('caf\u00e9');
	});
});

describe('a broken file', () => {
	it.each([
		['', 'it is no well-formed XML'],
		['<root/>', 'it has no element Snapshot'],
		[file(nested).replace('</MemoryRegions>', ''), 'line 1, column '],
		[file(nested).replace('Size="65536"', 'Size="64K"'), 'Size must be a whole number of bytes'],
		[file(nested).replace('Size="65536"', ''), 'a Region must have the attribute Size'],
		[
			file(nested).replaceAll('Thread Stack', 'Rubbish').replaceAll('UseType="1"', 'UseType="77"'),
			'Type or UseType must name',
		],
		[file(nested).replace('Commit="16384"', 'Commit="65540"'), 'line 1, column '],
		[file(nested).replace('Commit="16384"', 'Commit="65540"'), 'Commit must be no more than Size'],
		[file(nested).replace('PrivateBytes="0"', 'PrivateBytes="1"'), 'PrivateBytes must be no more than Commit'],
		[file(nested).replace('SharedWS="0"', 'SharedWS="1"'), 'SharedWS must be no more than ShareableWS'],
		[
			file(nested).replace('PrivateWS="4096"', 'PrivateWS="65540"'),
			'PrivateWS + ShareableWS must be no more than Size',
		],
		[file(nested).replace('Address="114688"', 'Address="65537"'), 'is not within it and behind the one before'],
		[`<!DOCTYPE root [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${file(nested)}`, 'it has a DOCTYPE'],
		[file(nested).replace('calm', '&b;'), 'it is no well-formed XML'],
		['<a>'.repeat(40), 'more than 32 deep'],
		[file(nested).replace('calm', 'x'.repeat(70_000)), 'more than 65536 characters'],
		[file(nested).replace('calm', 'x'.repeat(9_000_000)), 'nothing has ended for more than 8388608 characters'],
		[
			file(
				'<Snapshot><MemoryRegions><Region Address="1" Size="1" UseType="4"/></MemoryRegions></Snapshot>'.repeat(10_001),
			),
			'there are more than 10000 snapshots',
		],
		[`<root ${Array.from({length: 80}, (_, index) => `a${index}="1"`).join(' ')}/>`, 'more than 64 attributes'],
		[file(`<Snapshot Timestamp="${moment}"><MemoryRegions/></Snapshot>`), 'the snapshot has no regions'],
		[file(nested).replace('Mood', 'Mo\u061Cod'), String.raw`the name Mo\u{61c}od has characters that are not seen`],
		[file(nested).replaceAll('Call', 'C\u200Dall'), String.raw`the name C\u{200d}all has characters that are not seen`],
	])('is refused with place and reason (%#)', (text, reason) => {
		expect(() => read(text)).toThrow(SyntaxError);
		expect(() => read(text)).toThrow(reason);
	});

	it('never does more than refuse, whatever is cut off or changed', () => {
		const bytes = Buffer.from(file(nested, nested.replace(moment, later)));
		const change = fc.record({at: fc.nat(bytes.length - 1), byte: fc.nat(255), length: fc.nat(bytes.length)});
		fc.assert(
			fc.property(change, ({at, byte, length}) => {
				const broken = Buffer.from(bytes.subarray(0, length));
				broken[Math.min(at, Math.max(0, length - 1))] = byte;
				try {
					readSnapshots(broken, {name: 'a', time: 0});
				} catch (error) {
					expect(error).toBeInstanceOf(SyntaxError);
				}
			}),
			{numRuns: 500},
		);
	});
});

describe('a snapshot that is saved as .mmp and read again', () => {
	const page = 4096;
	const pages = fc.nat(64).map(count => count * page);
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 8}),
		fc.constantFrom('', '<&">', '\u001B[31m', 'a\nb', '\uFFFE', '\uD800'),
	);
	const block = fc
		.record({
			size: fc.integer({min: 1, max: 4096}).map(count => count * page),
			protection: fc.constantFrom('r-xp', 'rw-p', '---p', 'Read/Write', 'Execute/Read/Write/Guard', 'Reserved', 'odd'),
			details: text,
			measures: fc
				.record({committed: pages, own: pages, privateWs: pages, shareable: pages, sharedWs: pages})
				.map(({own, shareable, ...rest}) => ({...rest, private: own, totalWs: rest.privateWs + shareable})),
		})
		.map(given => ({...given, measures: keepRules(given.size, given.measures)}));
	const region = fc.record({
		gap: fc.nat(1000),
		type: fc.constantFrom(
			'Image',
			'Heap',
			'Managed Heap',
			'Stack',
			'Private Data',
			'Mapped File',
			'Shareable' as const,
		),
		kind: text,
		details: text,
		blocks: fc.array(block, {minLength: 1, maxLength: 4}),
	});

	it('keeps every number, type and kind, and every text as far as XML can hold it', () => {
		fc.assert(
			fc.property(fc.array(region, {minLength: 1, maxLength: 8}), described => {
				let end = 0x10_000;
				const regions = described.map(({gap, type, ...rest}): DescribedRegion => {
					const start = end + gap * page;
					end = start + rest.blocks.reduce((sum, {size}) => sum + size, 0);
					return {...rest, type: type as MemoryType, start};
				});
				const snapshot = makeSnapshot(regions);
				const [again] = read(write(snapshot));
				const sums = (one: Snapshot) =>
					summarize(one).rows.filter(({type}) => type !== 'Free' && type !== 'Unusable' && type !== 'Total');
				expect(sums(again)).toEqual(sums(snapshot));
				const mapped = regionsOf(again).filter(
					({kind}, index) => !(kind === 'free' && again.regions.type[index] === 9),
				);
				expect(mapped.map(({blocks}) => blocks)).toEqual(regionsOf(snapshot).map(({blocks}) => blocks));
				expect(mapped.map(({kind, details}) => [kind, details])).toEqual(
					regionsOf(snapshot).map(({kind, details}) => [inXml(kind), inXml(details)]),
				);
				expect(write(...read(write(again)))).toBe(write(again));
			}),
			{numRuns: 200},
		);
	});

	it('sends nothing to a terminal that moves its cursor or changes direction, and reads it back as it was', () => {
		const harmful = fc.string({
			unit: fc.oneof(
				fc.constantFrom(
					'\u007F',
					'\u0085',
					'\u009B',
					'\u061C',
					'\u200B',
					'\u202E',
					'\u2028',
					'\u2066',
					'\uFE0F',
					'\u{E0041}',
				),
				fc.constantFrom('a', '\n', '\t', '<', '&', '\\', '\u{1F44D}'),
			),
		});
		fc.assert(
			fc.property(harmful, harmful, harmful, (name, details, kept) => {
				const snapshot = makeSnapshot(
					[
						{
							type: 'Mapped File',
							kind: name,
							details,
							start: 65_536,
							blocks: [{size: page, protection: name, details}],
						},
					],
					{process: {pid: 1, name, addressDigits: 16}},
				);
				const text = write(snapshot).replace('<Snapshots>', `<Snapshots Kept="${toReferences(kept)}">`);
				const [again] = read(text);
				expect(again.process.name).toBe(name);
				expect(regionsOf(again)[1]).toEqual({kind: name, details, protection: name, blocks: 1});
				expect(textAt(again, again.blocks.details, 1)).toBe(details);
				const written = write(again);
				expect(written).toContain(`Kept="${toReferences(kept)}"`);
				expect(escapeText(written.replaceAll('\n', ''))).toBe(written.replaceAll('\n', ''));
			}),
		);
	});

	const toReferences = (given: string): string =>
		Array.from(given, character =>
			/[a\\\u{1F44D}]/u.test(character) ? character : `&#${character.codePointAt(0)};`,
		).join('');

	/** Control characters and halves of pairs, which XML cannot hold, are spelled out. */
	const inXml = (given: string): string =>
		given.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, character =>
			character === '\uFFFE' ? '\\ufffe' : escapeText(character),
		);

	it.runIf(hasCapture)(`sums to the same table of types, for what VMMap exported of devenv.exe${whySkipped}`, () => {
		const [snapshot] = readSnapshots(readFileSync(captureFile), {name: 'a.csv', time: 1000});
		const [again] = read(write(snapshot));
		expect(summarize(again)).toEqual(summarize(snapshot));
		expect(again.process).toEqual(snapshot.process);
	});
});
