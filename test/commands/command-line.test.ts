import {describe, expect, test} from 'vitest';
import {CommandError} from '../../source/commands/command-error.ts';
import {parseCommandLine} from '../../source/commands/command-line.ts';

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));

describe('a command line is understood:', () => {
	test.each([
		['', {kind: 'pick', intervalSeconds: 1}],
		['--interval 0.5', {kind: 'pick', intervalSeconds: 0.5}],
		['1234', {kind: 'view', target: '1234', intervalSeconds: 1}],
		['1234 --history 64M', {kind: 'view', target: '1234', intervalSeconds: 1, historyBytes: 64 * 1024 * 1024}],
		['postgres --interval=10', {kind: 'view', target: 'postgres', intervalSeconds: 10}],
		['-- -x', {kind: 'view', target: '-x', intervalSeconds: 1}],
		['snapshot 1234', {kind: 'snapshot', target: '1234', format: 'json'}],
		['snapshot 1234 --format csv', {kind: 'snapshot', target: '1234', format: 'csv'}],
		['snapshot 1234 --output a.TXT', {kind: 'snapshot', target: '1234', format: 'txt', file: 'a.TXT'}],
		['snapshot a.json --output b.csv', {kind: 'snapshot', target: 'a.json', format: 'csv', file: 'b.csv'}],
		['snapshot 1 --output a.txt --format json', {kind: 'snapshot', target: '1', format: 'json', file: 'a.txt'}],
		['processes', {kind: 'processes', format: 'txt'}],
		['processes --format json', {kind: 'processes', format: 'json'}],
		['processes --output p.json', {kind: 'processes', format: 'json', file: 'p.json'}],
		['record app --output a.vmmap', {kind: 'record', target: 'app', file: 'a.vmmap', intervalSeconds: 1}],
		[
			'record 1 --output a.VMMAP --interval 5 --duration 60',
			{kind: 'record', target: '1', file: 'a.VMMAP', intervalSeconds: 5, durationSeconds: 60},
		],
		['diff a.json 1234', {kind: 'diff', before: 'a.json', after: '1234', format: 'txt', limits: []}],
		['diff 1 2 --output d.csv', {kind: 'diff', before: '1', after: '2', format: 'csv', file: 'd.csv', limits: []}],
		['diff 1 2 --format json', {kind: 'diff', before: '1', after: '2', format: 'json', limits: []}],
		['--version', {kind: 'version'}],
		['snapshot --version', {kind: 'version'}],
		['-p 1234', {kind: 'view', target: '1234', intervalSeconds: 1}],
		['-p explorer out.csv', {kind: 'snapshot', target: 'explorer', format: 'csv', file: 'out.csv'}],
		['-p explorer out', {kind: 'snapshot', target: 'explorer', format: 'mmp', file: 'out.mmp'}],
		['snapshot 1 --format mmp', {kind: 'snapshot', target: '1', format: 'mmp'}],
		['-accepteula -64 -p 4728 snap.json', {kind: 'snapshot', target: '4728', format: 'json', file: 'snap.json'}],
		['-o saved.json', {kind: 'open', file: 'saved.json', intervalSeconds: 1}],
	])('vmmap-tui %s', (line, command) => {
		expect(parse(line)).toEqual(command);
	});

	test('--help wins, wherever it stands', () => {
		expect(parse('snapshot --format nothing --help')).toMatchObject({
			kind: 'help',
			text: expect.stringContaining('Usage'),
		});
	});
});

describe('a wrong command line is refused with a sentence:', () => {
	test.each([
		['1 2', 'The argument 2 is one too many.'],
		['snapshot', 'The command snapshot needs a pid'],
		['snapshot 1 2', 'The argument 2 is one too many.'],
		['snapshot 1 --format xml', 'There is no format xml: a snapshot is written as json, csv, txt or mmp.'],
		['snapshot 1 --output a.xml', 'The name a.xml does not say a format: end it in .json, .csv, .txt or .mmp.'],
		['snapshot 1 --output noextension', 'The name noextension does not say a format'],
		['snapshot 1 --interval 2', 'The option --interval has no meaning with snapshot.'],
		['processes now', 'The argument now is one too many.'],
		['processes --format csv', 'There is no format csv here: the processes are written as txt or json.'],
		['processes --output p.csv', 'There is no format csv here'],
		['1234 --format json', 'The option --format has no meaning with a view.'],
		['record', 'The command record needs a pid or the name of a process.'],
		['record 1', 'The command record needs --output FILE.vmmap.'],
		['record 1 --output a.json', 'A recording is kept in a file whose name ends in .vmmap, and a.json does not.'],
		['record 1 --output a.vmmap --duration 0', 'The duration 0 is no number of seconds from 0.1 to 2073600.'],
		['record 1 --output a.vmmap --format json', 'The option --format has no meaning with record.'],
		['diff', 'The command diff needs what was before and what is after'],
		['diff 1', 'The command diff needs what was before and what is after'],
		['diff 1 2 3', 'The argument 3 is one too many.'],
		['diff 1 2 --format mmp', 'There is no format mmp here: a diff is written as txt, json or csv.'],
		['diff 1 2 --max-growth', 'The option --max-growth needs a value.'],
		['diff 1 2 --max-growth 50M', '--max-growth 50M is not like private=50M or Heap.committed=10%.'],
		['snapshot 1 --max-growth private=1M', 'The option --max-growth has no meaning with snapshot.'],
		['-p', 'The option -p needs a value.'],
		['-p 1 out.xml', 'The name out.xml does not say a format'],
		['-p 1 a.csv b.csv', 'The argument b.csv is one too many.'],
		['-p 1 -o a.json', 'The option -o has no meaning with -p.'],
		['-o', 'The option -o needs a value.'],
		['-o a.json b.json', 'The argument b.json is one too many.'],
		['--format', 'The option --format needs a value.'],
		['--format csv --format json', '--format can only be set once'],
		['--no-format', 'The option --format needs a value.'],
		['--follow', 'There is no option --follow.'],
		['--max-size 5', 'There is no option --max-size.'],
		['-x', 'There is no option -x.'],
		['1 --interval 0', 'The interval 0 is no number of seconds from 0.1 to 3600.'],
		['1 --interval=-1', 'The interval -1 is no number'],
		['1 --interval 1e9', 'The interval 1e9 is no number'],
		['1 --interval soon', 'The interval soon is no number'],
	])('vmmap-tui %s', (line, sentence) => {
		expect(() => parse(line)).toThrow(CommandError);
		expect(() => parse(line)).toThrow(sentence);
		expect(() => parse(line)).toThrow('See vmmap-tui --help.');
	});

	test('an empty argument', () => {
		expect(() => parseCommandLine([''])).toThrow('An argument is empty.');
	});
});
