import {explainFileError, isSystemError} from './file-error.ts';

/** Where text goes: a stream, or a file that appears only when it is complete. */
export type Output = {
	/** As a sentence about it begins. */
	readonly name: string;
	/** Settles when the text is handed over, so that a slow reader slows the writer; rejects with the system's error. */
	readonly write: (text: string) => Promise<void>;
};

/** The part of a Node stream that is needed. */
type TextStream = {
	write(text: string, callback: (error?: Error | null) => void): boolean;
	on(event: 'error', listener: (error: Error) => void): unknown;
};

/** Makes an output of a stream. */
export function streamOutput(stream: TextStream, name: string): Output {
	// A failed write is told to the callback and to this listener; without the listener it would end the process.
	stream.on('error', () => {});
	return {
		name,
		write: text =>
			new Promise((resolve, reject) => {
				stream.write(text, error => {
					if (error) {
						reject(error);
					} else {
						resolve();
					}
				});
			}),
	};
}

/** Large enough that the calls cost nothing, small enough that a reader sees the first lines at once. In UTF-16 units. */
const chunkLength = 64 * 1024;

/**
 * Writes `parts` one after the other in chunks of a fair size. A reader that has gone away (EPIPE) is the end, and no
 * error. Throws a sentence for what else the system has against it.
 */
export async function writeAll(output: Output, parts: Iterable<string>): Promise<void> {
	try {
		let chunk = '';
		for (const part of parts) {
			chunk += part;
			if (chunk.length >= chunkLength) {
				await output.write(chunk);
				chunk = '';
			}
		}

		await output.write(chunk);
	} catch (error) {
		if (!(isSystemError(error) && error.code === 'EPIPE')) {
			throw explainFileError(error, output.name, 'written');
		}
	}
}
