import fc from 'fast-check';
import {expect, test} from 'vitest';
import {writeCsv} from '../../source/formats/csv.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {arbitrarySnapshot} from './arbitrary-snapshot.ts';
import {sample} from './sample.ts';

const write = (snapshot: Parameters<typeof writeCsv>[0]) => [...writeCsv(snapshot)].join('');

test("the tables and columns are VMMap's, in KB, with nothing for 0 and ? for what is unknown", () => {
	expect(write(sample).split('\n')).toEqual([
		`"Process:","'-cmd"`,
		'"PID:","1234"',
		'',
		'"Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Largest"',
		'"Total","1120","?","?","?","?","?","?","?","3",""',
		'"Image","1032","1032","8","12","4","8","?","?","2","1032"',
		'"Mapped File","","","","","","","?","?","",""',
		'"Shareable","","","","","","","?","?","",""',
		'"Heap","","","","","","","?","?","",""',
		'"Managed Heap","","","","","","","?","?","",""',
		'"Stack","4","","","?","?","?","?","?","1","4"',
		'"Private Data","","","","","","","?","?","",""',
		'"Page Table","20","20","20","20","20","","?","?","",""',
		'"Unusable","64","?","?","?","?","?","?","?","","64"',
		'"Free","1024","?","?","?","?","?","?","?","1","1024"',
		'',
		'"Address","Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Protection","Details"',
		String.raw`"0000555555550000","Image (executable)","1032","1032","8","12","4","8","?","?","2","r-xp","/usr/bin/a, ""b""\n\e[31m.so"`,
		'"  0000555555550000","Image (executable)","1024","1024","","12","4","8","?","?","","r-xp",".text"',
		`"  0000555555650000","Image (executable)","8","8","8","","","","?","?","","rw-p","'=HYPERLINK(""http://example.org"")"`,
		`"00007FFF00000000","Stack","4","","","?","?","?","?","?","1","'---p","'@name"`,
		`"  00007FFF00000000","Stack","4","","","?","?","?","?","?","","'---p",""`,
		'',
	]);
});

test('addresses of a 32-bit process have 8 digits', () => {
	const snapshot = makeSnapshot([{type: 'Heap', start: 0x12_0000, blocks: [{size: 4096, protection: 'rw-p'}]}], {
		process: {pid: 1, name: 'a', addressDigits: 8},
	});
	expect(write(snapshot)).toContain('\n"00120000","Heap"');
});

/** Records as RFC 4180 has them: cells in quotes, a quote within as two. */
function parseCsv(text: string): string[][] {
	return text
		.split('\n')
		.slice(0, -1)
		.map(line => {
			const cells = line === '' ? [] : [...line.matchAll(/"((?:[^"]|"")*)"(,|$)/g)];
			expect(cells.map(([cell]) => cell).join('')).toBe(line);
			return cells.map(([, cell]) => (cell ?? '').replaceAll('""', '"'));
		});
}

test('whatever names there are, every row has its cells, no cell is a formula and none moves a cursor', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, snapshot => {
			const records = parseCsv(write(snapshot));
			expect(records.slice(3, 15).every(cells => cells.length === 11)).toBe(true);
			expect(records.slice(16).every(cells => cells.length === 13)).toBe(true);
			for (const cell of records.flat()) {
				expect(cell).not.toMatch(/^[=+\-@\t\r]/);
				expect(cell).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
			}
		}),
	);
});
