import fc from 'fast-check';
import {expect, test} from 'vitest';
import {writeTxt} from '../../source/formats/txt.ts';
import {textWidth} from '../../source/model/text.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {arbitrarySnapshot} from './arbitrary-snapshot.ts';
import {sample} from './sample.ts';

const write = (snapshot: Parameters<typeof writeTxt>[0]) => [...writeTxt(snapshot)].join('');

test('the text is what the screen shows: process, totals, types, regions with their blocks', () => {
	expect(write(sample)).toMatchInlineSnapshot(`
		"-cmd (1234)  x64  me  -cmd\\t--all
		2026-11-22T20:31:05.120Z, read from smaps in 3.1 ms
		The names of threads cannot be read.

		Committed                 ? K
		Private                   ? K
		Working Set               ? K

		Type           Size  Committed  Private  Total WS  Private WS  Shareable WS  Shared WS  Locked WS  Blocks  Largest
		Total         1,120          ?        ?         ?           ?             ?          ?          ?       3
		Image         1,032      1,032        8        12           4             8          ?          ?       2    1,032
		Mapped File                                                                          ?          ?
		Shareable                                                                            ?          ?
		Heap                                                                                 ?          ?
		Managed Heap                                                                         ?          ?
		Stack             4                             ?           ?             ?          ?          ?       1        4
		Private Data                                                                         ?          ?
		Page Table       20         20       20        20          20                        ?          ?
		Unusable         64          ?        ?         ?           ?             ?          ?          ?               64
		Free          1,024          ?        ?         ?           ?             ?          ?          ?       1    1,024

		Address             Type    Size  Committed  Private  Total WS  Private WS  Shareable WS  Shared WS  Locked WS  Blocks  Protection  Kind        Details
		0000555555550000    Image  1,032      1,032        8        12           4             8          ?          ?       2  r-xp        executable  /usr/bin/a, "b"\\n\\e[31m.so
		  0000555555550000  Image  1,024      1,024                 12           4             8          ?          ?          r-xp                    .text
		  0000555555650000  Image      8          8        8                                              ?          ?          rw-p                    =HYPERLINK("http://example.org")
		00007fff00000000    Stack      4                             ?           ?             ?          ?          ?       1  ---p                    @name
		  00007fff00000000  Stack      4                             ?           ?             ?          ?          ?          ---p
		"
	`);
});

test('every row begins its cells where the heading does', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, snapshot => {
			const lines = write(snapshot).split('\n');
			const heading = lines.findIndex(line => line.startsWith('Address '));
			const position = lines[heading]?.indexOf('Details') ?? -1;
			for (const line of lines.slice(heading + 1)) {
				const start = cutCells(line, position);
				expect(textWidth(start)).toBe(Math.min(position, textWidth(line)));
				expect(start.length < line.length ? start.at(-1) : ' ').toBe(' ');
			}
		}),
	);
});

/** The beginning of a line that takes `width` cells. */
function cutCells(line: string, width: number): string {
	let end = 0;
	while (end < line.length && textWidth(line.slice(0, end)) < width) {
		end++;
	}

	return line.slice(0, end);
}

test('no name reaches the terminal as a control character', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, snapshot => {
			expect(write(snapshot)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
		}),
	);
});

test('a total of nothing is 0 K, and not a unit without a number', () => {
	const measures = {committed: 0, private: 0, totalWs: 0};
	const snapshot = makeSnapshot(
		[{type: 'Heap', start: 0x10_000, blocks: [{size: 4096, protection: '---p', measures}]}],
		{pageTable: 0},
	);
	expect(write(snapshot)).toMatch(/^Working Set +0 K$/m);
});
