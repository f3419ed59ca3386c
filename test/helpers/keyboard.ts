import {Readable} from 'node:stream';

/** What a terminal sends for the keys that are no character. */
export const keys = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageUp: '\u001B[5~',
	pageDown: '\u001B[6~',
	f5: '\u001B[15~',
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	shiftTab: '\u001B[Z',
	backspace: '\u007F',
	controlC: '\u0003',
} as const;

/** Stands in for `process.stdin`. What is pressed before anybody listens is kept. */
export class Keyboard extends Readable {
	readonly isTTY = true;
	isRaw = false;

	constructor() {
		super({objectMode: true, read() {}});
	}

	/** Sends each text as one read, so `press('jjj')` is three keys that arrived at once. */
	press(...texts: readonly string[]): void {
		for (const text of texts) {
			this.push(text);
		}
	}

	override setEncoding(): this {
		return this;
	}

	setRawMode(isRaw: boolean): this {
		this.isRaw = isRaw;
		return this;
	}

	ref(): void {}

	unref(): void {}
}
