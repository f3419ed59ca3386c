import type {Snapshot} from '../model/snapshot.ts';
import {readJson} from './read-json.ts';
import {decodeAnsi} from './vmmap-csv/decode-ansi.ts';
import {isVmmapCsv, readVmmapCsv} from './vmmap-csv/read-vmmap-csv.ts';

/**
 * The snapshots of a saved file in the order of time, at least one. What the file is, its first bytes say, whatever it
 * is called. `time`, in milliseconds since 1970, is for a format that has none. Throws a SyntaxError that says what is
 * wrong, and where.
 */
export function readSnapshots(bytes: Uint8Array, time: number): readonly [Snapshot, ...Snapshot[]] {
	if (isVmmapCsv(decodeAnsi(bytes.subarray(0, 64)))) {
		return [readVmmapCsv(decodeAnsi(bytes), time)];
	}

	return [readJson(new TextDecoder().decode(bytes))];
}
