import type {ProcessFacts, Snapshot} from '../../model/snapshot.ts';
import {buildVmmapSnapshot, guessFreeLimit} from '../vmmap/build-vmmap-snapshot.ts';
import {keepExtras, rowKey} from './extras.ts';
import {readFiletime} from './filetime.ts';
import {groupRegions, type RegionTree} from './group-regions.ts';
import type {RegionElement} from './read-region-element.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** One element `Snapshot` as it stands in the file. */
export type RawSnapshot = {
	readonly attributes: XmlAttributes;
	readonly place: string;
	readonly regions: readonly RegionTree[];
	/** Those beside the regions. */
	readonly elements: readonly XmlElement[];
};

/** What a file has for all its snapshots, and what its name and its date say where it says nothing. */
export type FileFacts = {
	readonly root: XmlAttributes;
	readonly rootElements: readonly XmlElement[];
	readonly name: string;
	readonly time: number;
};

/** The end of what 8 hex digits can say. */
const limit32 = 2 ** 32;

/** Makes a snapshot of what stands in the file. Throws a SyntaxError that names the place. */
export function toSnapshot(raw: RawSnapshot, file: FileFacts): Snapshot {
	const regions = groupRegions(raw.regions);
	const last = regions.findLast(({type}) => type !== 'Free' && type !== 'Unusable');
	if (!last) {
		throw new SyntaxError(`${raw.place}: the snapshot has no regions`);
	}

	const addressDigits = last.address + last.size > limit32 ? 16 : 8;
	const {Timestamp: timestamp = '', PageTableSize: pageTable = ''} = raw.attributes;
	const time = readFiletime(timestamp);
	const named = findProcess([raw.attributes, file.root, ...file.rootElements.map(({attributes}) => attributes)]);
	const snapshot = buildVmmapSnapshot({
		platform: file.root['Platform'] === 'linux' ? 'linux' : 'windows',
		process: {
			...named,
			name: named.name ?? file.name,
			addressDigits,
			...(addressDigits === 8 && {architecture: 'x86'}),
		},
		time: time ?? file.time,
		pageTable: /^\d{1,15}$/.test(pageTable) ? Number(pageTable) : undefined,
		regions,
		// VMMap lists what is free and unusable too; where it does not, that follows from the rest.
		freeLimit: regions.some(({type}) => type === 'Free') ? undefined : guessFreeLimit(regions, addressDigits),
		evidence: 'The file says so: VMMap, or who else wrote it, does not say why.',
		notices: [
			...(named.name === undefined ? ['The file does not say which process it is of: its own name is shown.'] : []),
			...(time === undefined ? ['The snapshot says no time: that of the last change of the file is shown.'] : []),
		],
	});
	keepExtras(snapshot, {
		root: withoutOwn(file.root, ['Platform', 'ProcessName', 'PID']),
		rootElements: file.rootElements,
		snapshot: withoutOwn(raw.attributes, ['Timestamp', 'PageTableSize']),
		snapshotElements: raw.elements,
		rows: new Map(
			raw.regions.flatMap(region => [othersOf(region, false), ...region.children.map(child => othersOf(child, true))]),
		),
	});
	return snapshot;
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

function withoutOwn(attributes: XmlAttributes, own: readonly string[]): XmlAttributes {
	return Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.includes(name)));
}

function othersOf({row, others}: RegionElement, isBlock: boolean): readonly [string, XmlAttributes] {
	return [rowKey(row.address, isBlock), others];
}
