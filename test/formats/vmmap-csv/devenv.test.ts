import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {writeCsv} from '../../../source/formats/csv.ts';
import {writeJson} from '../../../source/formats/json.ts';
import {readJson} from '../../../source/formats/read-json.ts';
import {readSnapshots} from '../../../source/formats/read-snapshots.ts';
import {findTables} from '../../../source/formats/vmmap-csv/find-tables.ts';
import {readLines} from '../../../source/formats/vmmap-csv/read-lines.ts';
import {readSummaryTable} from '../../../source/formats/vmmap-csv/read-summary-table.ts';
import {splitRecords} from '../../../source/formats/vmmap-csv/split-records.ts';
import {summarize} from '../../../source/model/summary.ts';
import {captureFile, hasCapture, whySkipped} from '../../model/windows/vmmap-capture.ts';

describe.runIf(hasCapture)(`the CSV that VMMap 3 wrote of a 32-bit devenv.exe${whySkipped}`, () => {
	const bytes = hasCapture ? readFileSync(captureFile) : Buffer.of();
	const [snapshot] = hasCapture ? readSnapshots(bytes, {name: 'a.csv', time: 1_700_000_000_000}) : [];

	it("comes to the file's own table of types in every cell", () => {
		const table = readSummaryTable(findTables(splitRecords(readLines(bytes))).types);
		expect([...table.keys()]).toHaveLength(11);
		const ours = new Map(snapshot && summarize(snapshot).rows.map(row => [row.type, row]));
		for (const [type, facts] of table) {
			expect(withoutUnknown(ours.get(type), facts), type).toEqual(facts);
		}
	});

	it('has nothing to remark on but the time', () => {
		expect(snapshot?.notices).toEqual(['The file says no time: that of its last change is shown.']);
		expect(snapshot?.process).toEqual({pid: 29_892, name: 'devenv.exe', addressDigits: 8, architecture: 'x86'});
		expect(snapshot?.time).toBe(1_700_000_000_000);
	});

	it('is the same after it was saved as JSON and read again', () => {
		const again = snapshot && readJson([...writeJson(snapshot)].join(''));
		expect(again && summarize(again)).toEqual(snapshot && summarize(snapshot));
	});

	it('is the same after it was saved as our CSV and read again', () => {
		const text = snapshot ? [...writeCsv(snapshot)].join('') : '';
		const [again] = readSnapshots(Buffer.from(text), {name: 'a.csv', time: 0});
		expect([...writeCsv(again)].join('')).toBe(text);
	});

	it('is refused wherever it is cut off at the end of a line', () => {
		const lines = bytes.toString('latin1').split('\r\r\n');
		const end = lines.findLastIndex(line => line !== '');
		for (const count of [17, 18, 19, 21, 22, 4000, 4001, 8700, 8701, end - 1, end]) {
			const cut = Buffer.from(lines.slice(0, count).join('\r\r\n'), 'latin1');
			expect(() => readSnapshots(cut, {name: 'a.csv', time: 0}), `${count}`).toThrow(
				/^line \d+: the file ends too early/,
			);
		}
	});

	it('is refused with line and reason, or read, whatever is cut off or changed', () => {
		const start = bytes.subarray(0, 20_000);
		const change = fc.record({at: fc.nat(start.length - 1), byte: fc.nat(255), length: fc.nat(start.length)});
		fc.assert(
			fc.property(change, ({at, byte, length}) => {
				const broken = Buffer.from(start.subarray(0, length));
				broken[Math.min(at, Math.max(0, length - 1))] = byte;
				try {
					readSnapshots(broken, {name: 'a.csv', time: 0});
				} catch (error) {
					expect(error).toBeInstanceOf(SyntaxError);
				}
			}),
			{numRuns: 300},
		);
	});
});

/** Those cells of ours that the file has too: it writes nothing for 0, where we know that there is nothing to count. */
function withoutUnknown(ours: object | undefined, theirs: object): object {
	const values = new Map<string, unknown>(Object.entries(ours ?? {}));
	return Object.fromEntries(Object.keys(theirs).map(key => [key, values.get(key) ?? 0]));
}
