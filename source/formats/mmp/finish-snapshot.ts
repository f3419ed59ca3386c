import type {ProcessFacts, Snapshot} from '../../model/snapshot.ts';
import {architectures} from '../read-json.ts';
import {type FileExtras, keepExtras} from './extras.ts';
import type {SnapshotPart} from './to-snapshot.ts';
import type {XmlAttributes} from './xml-element.ts';

/** Attributes of the first element that we write and understand. */
const ownNames = ['Platform', 'Architecture', 'ProcessName', 'PID'];

/**
 * Says of a snapshot which process it is of, which may stand behind all snapshots, and keeps what the file has beside it.
 * `name` is for a file that does not say it; `notices` are of the whole file.
 */
export function finishSnapshot(
	{snapshot, attributes, extras}: SnapshotPart,
	file: FileExtras,
	{name, notices}: {readonly name: string; readonly notices: readonly string[]},
): Snapshot {
	const named = findProcess([attributes, file.root, ...file.rootElements.map(element => element.attributes)]);
	const architecture =
		architectures.find(known => known === file.root['Architecture']) ??
		(snapshot.platform === 'windows' && snapshot.process.addressDigits === 8 ? 'x86' : undefined);
	const finished: Snapshot = {
		...snapshot,
		process: {
			...named,
			name: named.name ?? name,
			addressDigits: snapshot.process.addressDigits,
			...(architecture && {architecture}),
		},
		notices: [
			...(named.name === undefined ? ['The file does not say which process it is of: its own name is shown.'] : []),
			...snapshot.notices,
			...notices,
		],
	};
	keepExtras(finished, {
		...extras,
		...file,
		root: Object.fromEntries(Object.entries(file.root).filter(([key]) => !ownNames.includes(key))),
	});
	return finished;
}

/** How a process may be named in attributes: no public file shows it. Ours has the first of each. */
const nameKeys = ['ProcessName', 'Process', 'ImageName'];
const pidKeys = ['PID', 'Pid', 'ProcessId'];

function findProcess(candidates: readonly XmlAttributes[]): Partial<Pick<ProcessFacts, 'pid' | 'name'>> {
	const find = (keys: readonly string[]): string | undefined =>
		candidates.flatMap(attributes => keys.flatMap(key => attributes[key] ?? [])).at(0);
	const name = find(nameKeys);
	const pid = find(pidKeys);
	return {
		...(name !== undefined && {name}),
		...(pid !== undefined && /^\d{1,10}$/.test(pid) && {pid: Number(pid)}),
	};
}
