import {describe, expect, it, test} from 'vitest';
import {readSnapshots} from '../../../source/formats/read-snapshots.ts';
import {readVmmapCsv} from '../../../source/formats/vmmap-csv/read-vmmap-csv.ts';
import {type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';

const typeHeader =
	'"Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Largest",';
const regionHeader =
	'"Address","Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Protection","Details",';

/** A stack with its guard and a heap, of which the table of types says what it must. */
const lines = [
	'"Process:","a.exe"',
	'"PID:","12"',
	'',
	typeHeader,
	'"Total","1,216","1,124","1,124","8","8","","","","3",""',
	'"Heap","1,152","1,108","1,108","8","8","","","","1","1,152"',
	'"Stack","64","16","16","","","","","","2","64"',
	'"Free","2,095,936","","","","","","","","2","2,095,808"',
	'',
	regionHeader,
	'"00010000","Thread Stack","64","16","16","","","","","","2","Read/Write/Guard","Thread ID: 7"',
	'"  00010000","Thread Stack","48","","","","","","","","","Reserved",""',
	'"  0001C000","Thread Stack","16","16","16","","","","","","","Read/Write/Guard",""',
	'"00020000","Heap (Shareable)","1,152","1,108","1,108","8","8","","","","1","Read/Write","Heap ID: 1 [COMPATABILITY]"',
	'"  00020000","Heap (Shareable)","1,152","1,108","1,108","8","8","","","","","Read/Write","Heap ID: 1 [COMPATABILITY]"',
	'',
];

const read = (changed: readonly string[] = lines, end = '\r\r\n'): Snapshot =>
	readVmmapCsv(Buffer.from(changed.join(end)), 5);

const regionTexts = (snapshot: Snapshot, column: 'kind' | 'details' | 'protection'): readonly string[] =>
	Array.from({length: snapshot.regions.count}, (_, region) => textAt(snapshot, snapshot.regions[column], region));

const change = (line: number, from: string, to: string): readonly string[] =>
	lines.map((text, index) => (index === line - 1 ? text.replace(from, to) : text));

describe("VMMap's CSV", () => {
	it('becomes regions with blocks, details and protections, and free space between them', () => {
		const snapshot = read();
		expect(regionTexts(snapshot, 'kind')).toEqual(['free', 'thread stack', 'heap (shareable)', 'free']);
		expect(regionTexts(snapshot, 'details')).toEqual(['', 'Thread ID: 7', 'Heap ID: 1 [COMPATABILITY]', '']);
		expect(regionTexts(snapshot, 'protection')[1]).toBe('Read/Write/Guard');
		expect(snapshot.notices).toHaveLength(1);
		expect(summarize(snapshot).total).toMatchObject({size: 1216 * 1024, privateWs: 8192, shareableWs: 0, blocks: 3});
		expect(summarize(snapshot).types.at(-1)).toMatchObject({size: 2_095_936 * 1024, blocks: 2});
	});

	it.each([
		['LF', '\n'],
		['CR LF', '\r\n'],
	])('is read with %s at the end of its lines', (_, end) => {
		expect(read(lines, end)).toEqual(read());
	});

	it.each(['.', "'", '\u2019', '\u00a0', '\u202f', ' ', ''])('is read with "%s" between thousands', separator => {
		const changed = lines.map(line => line.replaceAll(/(?<=\d),(?=\d)/g, separator));
		expect(read(changed)).toEqual(read());
	});

	it('is read with groups of two, as India has them', () => {
		const changed = lines.map(line => line.replace('2,095,936', '20,95,936').replace('2,095,808', '20,95,808'));
		expect(read(changed)).toEqual(read());
	});

	it('is read with its columns in another order and with columns of somebody else', () => {
		const reorder = (line: string): string => {
			const cells = line.split('","').map(cell => cell.replaceAll(/^"|",?$/g, ''));
			return cells.length < 3 ? line : ['more', ...cells.toReversed()].map(cell => `"${cell}"`).join(',');
		};
		expect(read(lines.map(reorder))).toEqual(read());
	});

	it('knows only what it has a column for, and takes the whole working set where its parts are not there', () => {
		const drop = new Set(['Committed', 'Private WS', 'Shareable WS']);
		const places = (header: string): readonly boolean[] =>
			header.split('","').map(name => !drop.has(name.replaceAll(/[",]/g, '')));
		const [types, regions] = [places(typeHeader), places(regionHeader)];
		const snapshot = read(
			lines.map((line, index) => {
				const cells = line.split('","');
				return cells.length < 3 ? line : cells.filter((_, cell) => (index < 9 ? types : regions)[cell]).join('","');
			}),
		);
		expect(summarize(snapshot).total).toMatchObject({
			committed: undefined,
			privateWs: undefined,
			totalWs: 8192,
			private: 1124 * 1024,
		});
	});

	it('has free and unusable space as it lists it, where VMMap was told to show that', () => {
		const free = '"00140000","Free","2,095,808","","","","","","","","1","",""';
		const first = '"00000000","Free","64","","","","","","","","1","",""';
		const snapshot = read([...lines.slice(0, 10), first, ...lines.slice(10, 15), free]);
		expect(regionTexts(snapshot, 'kind')).toEqual(['free', 'thread stack', 'heap (shareable)', 'free']);
		expect(snapshot.notices).toHaveLength(2);
		expect(snapshot.notices[1]).toContain('its Free has 2,095,936K of size and its regions 2,095,872K');
	});

	it('is read in the code page of Windows, where a blank that does not break is one byte', () => {
		const text = lines
			.map(line => line.replaceAll(/(?<=\d),(?=\d)/g, '\u00a0').replace('a.exe', 'caf\u00e9.exe'))
			.join('\r\r\n');
		const [snapshot] = readSnapshots(Buffer.from(text, 'latin1'), {name: 'a.csv', time: 5});
		expect(snapshot.process.name).toBe('caf\u00e9.exe');
		expect(summarize(snapshot)).toEqual(summarize(read()));
	});

	it('says nothing of what it has no column for', () => {
		const column = 8;
		const cut = (line: string): string => {
			const cells = line.split('","');
			return cells.length < 10 ? line : cells.filter((_, index) => index !== column).join('","');
		};
		const snapshot = read([
			...lines.slice(0, 9).map(cut),
			...lines.slice(9).map(line =>
				line === ''
					? line
					: line
							.split('","')
							.filter((_, index) => index !== 9)
							.join('","'),
			),
		]);
		expect(summarize(snapshot).total.lockedWs).toBeUndefined();
		expect(summarize(snapshot).total.privateWs).toBe(8192);
	});

	it('shows its own table of types, and nothing between the regions, where only one type was selected', () => {
		const snapshot = read([...lines.slice(0, 10), ...lines.slice(13)]);
		expect(regionTexts(snapshot, 'kind')).toEqual(['heap (shareable)']);
		expect(snapshot.notices[1]).toContain('one type only');
		const stack = summarize(snapshot).types.find(({type}) => type === 'Stack');
		expect(stack).toMatchObject({size: 65_536, committed: 16_384, blocks: 2});
		expect(summarize(snapshot).types.at(-1)?.size).toBe(2_095_936 * 1024);
	});

	it('may be a KB short of the sum of what is cut off to whole KB', () => {
		expect(() => read(change(14, '"8","8",""', '"8","7",""'))).not.toThrow();
	});

	it.each([
		[10, 'line 10: the file ends too early: its table of types has 1,152K of Heap, and its regions have 0K'],
		[11, 'line 11: the file ends too early: blocks of the region at 0000000000010000 are missing'],
		[12, 'line 12: the file ends too early: blocks of the region at 0000000000010000 are missing'],
		[14, 'line 14: the file ends too early: blocks of the region at 0000000000020000 are missing'],
	])('is refused where it is cut off behind line %i', (count, sentence) => {
		expect(() => read(lines.slice(0, count))).toThrow(new SyntaxError(sentence));
	});

	it('says where its sums are not those of its regions', () => {
		const snapshot = read(change(6, '"1,108"', '"1,112"'));
		expect(snapshot.notices[1]).toBe(
			'The file contradicts itself: its Heap has 1,112K of committed and its regions 1,108K. What is shown is the sum over its regions.',
		);
	});
});

it.each([
	['a line without an end', `"Process:","${'x'.repeat(500_000)}`, 'line 1: it has more than 425971 characters'],
	['cells without an end', `"Process:","a"${','.repeat(1000)}`, 'line 1, column 78: there are more than 64 cells'],
	[
		'lines without an end',
		`"Process:","a"\n${'\n'.repeat(2_000_100)}`,
		'line 2000101: there are more lines than the 2000000 rows',
	],
	[
		'records without a table',
		`"Process:","a"\n${'"a"\n'.repeat(2000)}`,
		'line 1001: the table of regions of a CSV of VMMap begins further above',
	],
])('%s are refused', (_, text, sentence) => {
	expect(() => readVmmapCsv(Buffer.from(text), 0)).toThrow(SyntaxError);
	expect(() => readVmmapCsv(Buffer.from(text), 0)).toThrow(sentence);
});

test.each([
	[11, '"64"', '"-64"', 'line 11: Size must be a whole number'],
	[11, '"64"', '"NaN"', 'line 11: Size must be a whole number'],
	[11, '"64"', '"6.4"', 'line 11: Size must be a whole number'],
	[14, '"1,152"', '"1,15"', 'line 14: Size must be a whole number'],
	[11, '"64"', '"99999999999999999"', 'line 11: Size is more than an address space can have'],
	[11, '"64"', '"8796093022207"', 'line 11: Size must end within the address space'],
	[10, '"Private"', '"Size"', 'line 10: two columns have the same name'],
	[11, '"00010000"', '"0001000"', 'line 11: Address must be 8 or 16 hex digits, of an address that a program can have'],
	[11, '"64"', '"6x4"', 'line 11: Size must be a whole number'],
	[11, 'Thread Stack', 'Rubbish', 'line 11: Type must name a type of memory'],
	[12, ',"Reserved",""', ',"Reserved"', 'line 12: there must be 13 cells, as many as columns, and there are 12'],
	[12, '"Reserved"', '"Reserved', 'line 12, column 58: a cell must be in quotes that end before the next comma'],
	[11, '"16","16"', '"999","16"', 'line 11: Committed must be no more than Size'],
	[13, '"16","16","16"', '"16","15","16"', 'line 13: Private must be no more than Committed'],
	[14, '"8","8"', '"8","999"', 'line 14: Private WS must be no more than Total WS'],
	[14, '"8","8",""', '"8","8","2"', 'line 14: Total WS must be Private WS and Shareable WS together'],
	[15, '"8","8","",""', '"8","8","","1"', 'line 15: Shared WS must be no more than Shareable WS'],
	[15, '"8","8","","",""', '"8","8","","","9"', 'line 15: Locked WS must be no more than Total WS'],
	[13, '0001C000', '0003C000', 'line 11: its block at 000000000003c000 is not within it and behind the one before'],
	[14, '00020000', '00018000', 'line 14: the region at 0000000000018000 begins before the one above it ends'],
	[2, '12', 'x', 'line 2: "PID:" must be followed by the id of a process'],
	[
		10,
		'Address',
		'Adresse',
		'it has no line with "Address", "Type" and "Size" behind the table of types: the table of regions of a CSV of VMMap',
	],
])('what is wrong in line %i is named with its place', (line, from, to, sentence) => {
	expect(() => read(change(line, from, to))).toThrow(new SyntaxError(sentence));
});
