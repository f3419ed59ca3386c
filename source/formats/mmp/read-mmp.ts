import type {Snapshot} from '../../model/snapshot.ts';
import {mostRows} from '../vmmap/limits.ts';
import {finishSnapshot} from './finish-snapshot.ts';
import {createElementKeeper, mostKept} from './keep-elements.ts';
import {type RegionElement, readRegionElement} from './read-region-element.ts';
import {scanXml} from './scan-xml.ts';
import {type SnapshotPart, toSnapshotPart} from './to-snapshot.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** 500 MB of VMMap's snapshots of any real process are fewer. */
const mostSnapshots = 10_000;

type OpenRegion = RegionElement & {readonly children: RegionElement[]};

type OpenSnapshot = {
	readonly attributes: XmlAttributes;
	readonly place: string;
	memoryRegions: XmlAttributes;
	readonly regions: OpenRegion[];
	readonly elements: XmlElement[];
	/** What stands in a region and is not understood. */
	readonly elementsOf: Map<RegionElement, XmlElement[]>;
};

/** Where the reading is. What is within an element that is not understood is kept as it stands. */
type Place = 'file' | 'root' | 'snapshots' | 'snapshot' | 'regions' | 'region' | 'block';

/**
 * Reads what VMMap saves: `root/Snapshots/Snapshot/MemoryRegions/Region`, with blocks nested in their regions or behind
 * them. Gives the snapshots in the order of time. `name` is for a file that does not say what process it is of, and
 * `time` for snapshots that do not say their own. Throws a SyntaxError with line, column and reason.
 */
export function readMmp(
	bytes: Uint8Array,
	{name, time}: {readonly name: string; readonly time: number},
): readonly [Snapshot, ...Snapshot[]] {
	let root: XmlAttributes = {};
	let snapshotsAttributes: XmlAttributes = {};
	const rootElements: XmlElement[] = [];
	const parts: SnapshotPart[] = [];
	let snapshot: OpenSnapshot | undefined;
	let row: RegionElement | undefined;
	const keeper = createElementKeeper();
	const places: Place[] = ['file'];
	let count = 0;

	const openSnapshot = (attributes: XmlAttributes, place: string): void => {
		if (parts.length === mostSnapshots) {
			throw new SyntaxError(`${place}: there are more than ${mostSnapshots} snapshots`);
		}

		snapshot = {attributes, place, memoryRegions: {}, regions: [], elements: [], elementsOf: new Map()};
		places.push('snapshot');
	};

	const openRegion = (attributes: XmlAttributes, place: string): void => {
		count++;
		if (count > mostRows) {
			throw new SyntaxError(`${place}: there are more than ${mostRows} regions and blocks`);
		}

		row = readRegionElement(attributes, place);
		if (places.at(-1) === 'regions') {
			snapshot?.regions.push({...row, children: []});
			row = snapshot?.regions.at(-1);
			places.push('region');
		} else {
			snapshot?.regions.at(-1)?.children.push(row);
			places.push('block');
		}
	};

	const keep = (element: XmlElement): void => {
		const place = places.at(-1);
		if (snapshot && row && (place === 'region' || place === 'block')) {
			snapshot.elementsOf.set(row, [...(snapshot.elementsOf.get(row) ?? []), element]);
		} else {
			(snapshot?.elements ?? rootElements).push(element);
		}
	};

	scanXml(bytes, {
		open(element, attributes, place) {
			const current = places.at(-1);
			if (keeper.isOpen()) {
				keeper.open(element, attributes);
			} else if (current === 'file') {
				root = attributes;
				places.push('root');
			} else if (element === 'Snapshots' && current === 'root') {
				snapshotsAttributes = {...snapshotsAttributes, ...attributes};
				places.push('snapshots');
			} else if (element === 'Snapshot' && (current === 'snapshots' || current === 'root')) {
				openSnapshot(attributes, place);
			} else if (element === 'MemoryRegions' && snapshot && current === 'snapshot') {
				snapshot.memoryRegions = {...snapshot.memoryRegions, ...attributes};
				places.push('regions');
			} else if (element === 'Region' && (current === 'regions' || current === 'region')) {
				openRegion(attributes, place);
			} else if (element === 'Region' && current === 'block') {
				throw new SyntaxError(`${place}: a block cannot have blocks of its own`);
			} else {
				keeper.open(element, attributes);
			}
		},
		text: keeper.text,
		close() {
			if (keeper.isOpen()) {
				const element = keeper.close();
				if (element) {
					keep(element);
				}

				return;
			}

			const closed = places.pop();
			if (closed === 'block') {
				row = snapshot?.regions.at(-1);
			} else if (closed === 'snapshot' && snapshot) {
				// Columns take a tenth of what the elements do.
				parts.push(toSnapshotPart(snapshot, {root, time}));
				snapshot = undefined;
			}
		},
	});

	const file = {root, snapshots: snapshotsAttributes, rootElements};
	const notices = keeper.isFull()
		? [`The file has more than ${mostKept} elements that are not understood: those behind them are not kept.`]
		: [];
	const [first, ...others] = parts
		.map(part => finishSnapshot(part, file, {name, notices}))
		.toSorted((one, other) => one.time - other.time);
	if (!first) {
		throw new SyntaxError('it has no element Snapshot, as the files that VMMap saves have');
	}

	return [first, ...others];
}
