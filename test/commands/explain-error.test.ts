import {expect, test} from 'vitest';
import {fileError} from '../../source/commands/command-error.ts';
import {explainError} from '../../source/commands/explain-error.ts';

test('a name in a sentence never reaches the terminal as it is', () => {
	const {text} = explainError(fileError('There is no process called \u001B]0;title\u0007zoo\nx.'), false);
	expect(text).toBe('There is no process called \\e]0;title\\x07zoo\\nx.');
});

test('a mistake of the program is one sentence, and shows where it happened only to whoever asks', () => {
	const error = new Error('index is \u001B[31m');
	expect(explainError(error, false).text).toMatch(/^vmmap-tui made a mistake \(index is \\e\[31m\): .*\.$/);
	expect(explainError(error, true).text).toContain('explain-error.test.ts');
});
