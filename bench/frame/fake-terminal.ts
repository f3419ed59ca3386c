import {Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {Keyboard} from '../../test/helpers/keyboard.ts';

/** What Ink writes after each frame: the end of a synchronized update. */
const endOfFrame = '\u001B[?2026l';

/** Milliseconds: Ink holds a frame back that comes sooner after the one before than its 30 a second. */
const rest = 40;

/** Stands in for a terminal of 200 x 50 that takes whatever is written at once. */
export class FakeTerminal extends Writable {
	readonly isTTY = true;
	readonly columns = 200;
	readonly rows = 50;
	readonly keyboard = new Keyboard();
	bytes = 0;
	#onFrame = () => {};

	constructor() {
		super({decodeStrings: false});
	}

	override _write(chunk: string, _encoding: string, callback: () => void): void {
		this.bytes += chunk.length;
		if (chunk.includes(endOfFrame)) {
			this.#onFrame();
		}

		callback();
	}

	/** Presses a key once the program rests, and gives the milliseconds until the frame that follows is written. */
	async press(key: string): Promise<number> {
		await sleep(rest);
		const painted = new Promise<void>(resolve => {
			this.#onFrame = resolve;
		});
		const start = performance.now();
		this.keyboard.press(key);
		await painted;
		return performance.now() - start;
	}
}
