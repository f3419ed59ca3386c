import {PassThrough, Writable} from 'node:stream';
import {expect, test} from 'vitest';
import {streamOutput, writeAll} from '../../source/commands/output.ts';

const systemError = (code: string) => Object.assign(new Error(code), {code, syscall: 'write'});

function failingStream(code: string): Writable {
	return new Writable({
		write(_chunk, _encoding, callback) {
			callback(systemError(code));
		},
	});
}

test('all parts arrive, in order, however slow the reader is', async () => {
	const stream = new PassThrough({highWaterMark: 1});
	const parts = Array.from({length: 1000}, (_, index) => `${index} ${'x'.repeat(1000)}\n`);
	const done = writeAll(streamOutput(stream, 'A stream'), parts).then(() => stream.end());
	let text = '';
	for await (const chunk of stream) {
		text += String(chunk);
	}

	await done;
	expect(text).toBe(parts.join(''));
});

test('a reader that has gone away is no error, and ends the work', async () => {
	let made = 0;
	function* endless() {
		for (;;) {
			made++;
			yield 'x'.repeat(10_000);
		}
	}

	await writeAll(streamOutput(failingStream('EPIPE'), 'A stream'), endless());
	expect(made).toBeLessThan(100);
});

test('a full disk is one sentence', async () => {
	await expect(writeAll(streamOutput(failingStream('ENOSPC'), 'A stream'), ['x'])).rejects.toMatchObject({
		exitCode: 5,
		message: 'A stream cannot be written: the disk is full.',
	});
});
