'use strict';
/*
 * Loaded before the program under Wine, by `node --require`. Wine's console counts the bytes of escape sequences as cells
 * and would break lines within them, so the test goes around it: standard input and output are pipes, which `cat` joins
 * to the terminal. Windows' Node cannot open a pipe of Linux as a stream; it can read and write one as a file. The streams
 * made here say that they are a terminal of the size in TERMINAL_SIZE, 120x30.
 */
const fs = require('node:fs');
const {Readable, Writable} = require('node:stream');
const {isMainThread} = require('node:worker_threads');

const [columns, rows] = process.env.TERMINAL_SIZE.split('x').map(Number);

function openOutput(descriptor) {
	const stream = new Writable({
		decodeStrings: false,
		write(chunk, encoding, done) {
			try {
				const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
				for (let start = 0; start < bytes.length; ) {
					start += fs.writeSync(descriptor, bytes, start);
				}

				done();
			} catch (error) {
				done(error);
			}
		},
	});
	return Object.assign(stream, {
		isTTY: true,
		columns,
		rows,
		fd: descriptor,
		getColorDepth: () => 24,
		hasColors: () => true,
		getWindowSize: () => [columns, rows],
	});
}

/** Nothing more is read after `unref`, since a read that waits keeps the program from ending. */
function openInput() {
	let isWanted = true;
	const stream = new Readable({
		read() {
			if (!isWanted) {
				return;
			}

			const bytes = Buffer.alloc(4096);
			fs.read(0, bytes, 0, bytes.length, null, (error, count) => {
				this.push(error || count === 0 ? null : bytes.subarray(0, count));
			});
		},
	});
	return Object.assign(stream, {
		isTTY: true,
		isRaw: false,
		fd: 0,
		setRawMode: () => stream,
		ref() {
			isWanted = true;
			return stream;
		},
		unref() {
			isWanted = false;
			return stream;
		},
	});
}

/** Made when it is first asked for, as Node does. */
function define(name, open) {
	let stream;
	Object.defineProperty(process, name, {
		configurable: true,
		enumerable: true,
		get() {
			stream ??= open();
			return stream;
		},
	});
}

// A thread, which loads this too, speaks through the one that started it.
if (isMainThread) {
	define('stdout', () => openOutput(1));
	define('stderr', () => openOutput(2));
	define('stdin', openInput);
}
