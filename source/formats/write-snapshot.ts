import type {Snapshot} from '../model/snapshot.ts';
import {writeCsv} from './csv.ts';
import {writeJson} from './json.ts';
import {writeMmp} from './mmp/write-mmp.ts';
import type {SnapshotFormat} from './snapshot-format.ts';
import {writeTxt} from './txt.ts';

const writers: Readonly<Record<SnapshotFormat, (snapshot: Snapshot) => Iterable<string>>> = {
	json: writeJson,
	csv: writeCsv,
	txt: writeTxt,
	mmp: snapshot => writeMmp([snapshot]),
};

/** The text of a snapshot in a format, in parts, so that a snapshot of any size is never one text. */
export function writeSnapshot(snapshot: Snapshot, format: SnapshotFormat): Iterable<string> {
	return writers[format](snapshot);
}
