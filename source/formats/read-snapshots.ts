import type {Snapshot} from '../model/snapshot.ts';
import {readMmp} from './mmp/read-mmp.ts';
import {readJson} from './read-json.ts';
import {decodeText} from './vmmap/find-encoding.ts';
import {isVmmapCsv, readVmmapCsv} from './vmmap-csv/read-vmmap-csv.ts';

/** Enough to tell what a file is. */
const startLength = 1024;

/**
 * The snapshots of a saved file in the order of time, at least one. What the file is, its first bytes say, whatever it
 * is called. `name`, and `time` in milliseconds since 1970, are for a file that does not say its own. Throws a SyntaxError that says what is
 * wrong, and where.
 */
export function readSnapshots(
	bytes: Uint8Array,
	{name, time}: {readonly name: string; readonly time: number},
): readonly [Snapshot, ...Snapshot[]] {
	const start = decodeText(bytes.subarray(0, startLength)).trimStart();
	if (start.startsWith('<')) {
		return readMmp(bytes, {name, time});
	}

	if (isVmmapCsv(start)) {
		return [readVmmapCsv(bytes, time)];
	}

	if (start.startsWith('{')) {
		return [readJson(new TextDecoder().decode(bytes))];
	}

	throw new SyntaxError(
		start === ''
			? 'it is empty'
			: 'it is no JSON or recording of vmmap-tui, and no CSV or .mmp of VMMap: nothing else can be opened',
	);
}
