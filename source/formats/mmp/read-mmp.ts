import type {Snapshot} from '../../model/snapshot.ts';
import {createElementKeeper} from './keep-elements.ts';
import {type RegionElement, readRegionElement} from './read-region-element.ts';
import {scanXml} from './scan-xml.ts';
import {type RawSnapshot, toSnapshot} from './to-snapshot.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** More regions and blocks than any process has: Linux gives 65,530 mappings where nobody asked for more. */
const mostRegions = 5_000_000;

type OpenRegion = RegionElement & {readonly children: RegionElement[]};

type OpenSnapshot = Omit<RawSnapshot, 'regions' | 'elements'> & {
	readonly regions: OpenRegion[];
	readonly elements: XmlElement[];
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
	const rootElements: XmlElement[] = [];
	const snapshots: OpenSnapshot[] = [];
	const keeper = createElementKeeper();
	const places: Place[] = ['file'];
	let count = 0;

	const openRegion = (attributes: XmlAttributes, place: string): void => {
		count++;
		if (count > mostRegions) {
			throw new SyntaxError(`${place}: there are more than ${mostRegions} regions and blocks`);
		}

		const element = readRegionElement(attributes, place);
		const regions = snapshots.at(-1)?.regions;
		if (places.at(-1) === 'regions') {
			regions?.push({...element, children: []});
			places.push('region');
		} else {
			regions?.at(-1)?.children.push(element);
			places.push('block');
		}
	};

	const keep = (element: XmlElement): void => {
		const snapshot = snapshots.at(-1);
		(snapshot && places.includes('snapshot') ? snapshot.elements : rootElements).push(element);
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
				places.push('snapshots');
			} else if (element === 'Snapshot' && (current === 'snapshots' || current === 'root')) {
				snapshots.push({attributes, place, regions: [], elements: []});
				places.push('snapshot');
			} else if (element === 'MemoryRegions' && current === 'snapshot') {
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
			} else {
				places.pop();
			}
		},
	});

	const [first, ...others] = snapshots
		.map(raw => toSnapshot(raw, {root, rootElements, name, time}))
		.toSorted((one, other) => one.time - other.time);
	if (!first) {
		throw new SyntaxError('it has no element Snapshot, as the files that VMMap saves have');
	}

	return [first, ...others];
}
