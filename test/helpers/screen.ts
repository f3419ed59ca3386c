import {Writable} from 'node:stream';
import xterm from '@xterm/headless';
import {type Cell, readCells} from './cells.ts';

/** Stands in for `process.stdout`: an emulator draws what is written, so that a test sees what a person would. */
export class Screen extends Writable {
	readonly isTTY = true;
	readonly #terminal: xterm.Terminal;
	#bytes = 0;

	constructor(columns: number, rows: number) {
		super({decodeStrings: false});
		// A terminal's driver turns each line feed into a carriage return and a line feed, in raw mode too.
		this.#terminal = new xterm.Terminal({cols: columns, rows, convertEol: true, allowProposedApi: true});
	}

	get columns(): number {
		return this.#terminal.cols;
	}

	get rows(): number {
		return this.#terminal.rows;
	}

	/** How many bytes a real terminal would have been sent so far. */
	get bytesWritten(): number {
		return this.#bytes;
	}

	/** Whether the alternate screen, which a full-screen program draws on, is shown. */
	get isAlternate(): boolean {
		return this.#terminal.buffer.active.type === 'alternate';
	}

	override _write(chunk: string | Uint8Array, _encoding: string, callback: () => void): void {
		this.#bytes += Buffer.byteLength(chunk);
		this.#terminal.write(chunk, callback);
	}

	/** Gives the terminal another size, as a person does who drags its window. */
	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
		this.emit('resize');
	}

	/** What the screen shows once all that was written is drawn: a line a row, blanks at the ends left out. */
	async text(): Promise<string> {
		await this.#drawn();
		const {active} = this.#terminal.buffer;
		return Array.from(
			{length: this.rows},
			(_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
		).join('\n');
	}

	/** The same with colours: the cells of each row. */
	async cells(): Promise<readonly (readonly Cell[])[]> {
		await this.#drawn();
		return readCells(this.#terminal.buffer.active, this.columns, this.rows);
	}

	async #drawn(): Promise<void> {
		if (this.destroyed || this.writableEnded) {
			return;
		}

		// Writes are drawn in order, so an empty one is done when all before it are.
		await new Promise<void>(resolve => {
			this.write('', () => resolve());
		});
	}
}
