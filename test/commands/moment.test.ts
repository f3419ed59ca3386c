import {describe, expect, test} from 'vitest';
import {findMoment, parseMoment} from '../../source/commands/moment.ts';

/** A snapshot a minute, from 20:30 to 20:35 where the user is. */
const begin = new Date(2026, 10, 22, 20, 30).getTime();
const times = Array.from({length: 6}, (_, minute) => begin + minute * 60_000);

function find(text: string, of: readonly number[] = times): number | undefined {
	const moment = parseMoment(text);
	return moment && findMoment(of, moment, 'app.vmmap');
}

describe('a moment of a recording', () => {
	test.each([
		['first', 0],
		['last', 5],
		['1', 0],
		['6', 5],
		['20:30', 0],
		['20:33', 3],
		['20:33:59.999', 3],
		['20:35:30', 5],
		['2026-11-22T20:31', 1],
		['2026-11-22 20:31:05', 1],
		[new Date(begin + 125_000).toISOString(), 2],
	])('%s is found', (text, index) => {
		expect(find(text)).toBe(index);
	});

	test('of which only the clock is told may be on the next day', () => {
		const midnight = new Date(2026, 10, 23).getTime();
		expect(find('00:00:30', [midnight - 60_000, midnight, midnight + 60_000])).toBe(1);
	});

	test('at which a recording began is told to the second', () => {
		expect(find('20:30:00', [begin + 500, begin + 1500])).toBe(0);
	});

	test.each([
		['0', 'app.vmmap has no snapshot 0: it has those from 1 to 6.'],
		['7', 'app.vmmap has no snapshot 7: it has those from 1 to 6.'],
		['2026-11-22T20:29:59', 'app.vmmap has no snapshot of 2026-11-'],
		['20:37', 'app.vmmap has no snapshot of 2026-11-'],
		['09:00', 'app.vmmap has no snapshot of 2026-11-'],
	])('%s is refused where there is none', (text, sentence) => {
		expect(() => find(text)).toThrow(sentence);
	});

	test.each(['', 'begin', '-1', '25:00', '20:60', '2026-11', '2026-13-45T99:99', 'home.example'])(
		'is not what %s says',
		text => {
			expect(parseMoment(text)).toBeUndefined();
		},
	);
});
