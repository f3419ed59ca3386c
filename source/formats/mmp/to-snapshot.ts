import type {Architecture, Snapshot} from '../../model/snapshot.ts';
import {buildVmmapSnapshot, guessFreeLimit} from '../vmmap/build-vmmap-snapshot.ts';
import type {Space} from '../vmmap/lay-out-rows.ts';
import type {VmmapRegion} from '../vmmap/vmmap-region.ts';
import type {RowExtras, SnapshotExtras} from './extras.ts';
import {readFiletime} from './filetime.ts';
import {groupRegions, type RegionTree} from './group-regions.ts';
import type {RegionElement} from './read-region-element.ts';
import type {XmlAttributes, XmlElement} from './xml-element.ts';

/** One element `Snapshot` as it stands in the file. */
export type RawSnapshot = {
	readonly attributes: XmlAttributes;
	readonly place: string;
	/** Attributes of the element around the regions. */
	readonly memoryRegions: XmlAttributes;
	readonly regions: readonly RegionTree[];
	/** Those beside the regions. */
	readonly elements: readonly XmlElement[];
	/** Those within a region. */
	readonly elementsOf: ReadonlyMap<RegionElement, readonly XmlElement[]>;
};

/** A snapshot of which only the file as a whole says which process it is of. */
export type SnapshotPart = {
	readonly snapshot: Snapshot;
	readonly attributes: XmlAttributes;
	readonly extras: SnapshotExtras;
};

/** The end of what 8 hex digits can say. */
const limit32 = 2 ** 32;

const narrowArchitectures: ReadonlySet<string> = new Set(['x86', 'arm', 'mips'] satisfies Architecture[]);

/**
 * Makes a snapshot of what stands in the file. `time` is for one that says none. Throws a SyntaxError that names the
 * place.
 */
export function toSnapshotPart(
	raw: RawSnapshot,
	file: {readonly root: XmlAttributes; readonly time: number},
): SnapshotPart {
	const regions = groupRegions(raw.regions);
	if (regions.every(({type}) => type === 'Free' || type === 'Unusable')) {
		throw new SyntaxError(`${raw.place}: the snapshot has no regions`);
	}

	const addressDigits = findAddressDigits(regions, file.root);
	const {Timestamp: timestamp = '', PageTableSize: pageTable = ''} = raw.attributes;
	const time = readFiletime(timestamp);
	const platform = file.root['Platform'] === 'linux' ? 'linux' : 'windows';
	const snapshot = buildVmmapSnapshot({
		platform,
		process: {name: '', addressDigits},
		time: time ?? file.time,
		pageTable: /^\d{1,15}$/.test(pageTable) ? Number(pageTable) : undefined,
		regions,
		space: findSpace(regions, platform, addressDigits),
		evidence: 'The file says so: VMMap, or who else wrote it, does not say why.',
		notices: time === undefined ? ['The snapshot says no time: that of the last change of the file is shown.'] : [],
	});
	return {snapshot, attributes: raw.attributes, extras: findSnapshotExtras(raw)};
}

/** What VMMap writes shows only in the addresses themselves whether they are 32 bits wide. */
function findAddressDigits(regions: readonly VmmapRegion[], {Architecture: architecture}: XmlAttributes): 8 | 16 {
	const last = regions.at(-1);
	const isWide = last !== undefined && last.address + last.size > limit32;
	return isWide || (architecture !== undefined && !narrowArchitectures.has(architecture)) ? 16 : 8;
}

/** VMMap lists what is free and unusable too; where it does not, that follows from the rest. */
function findSpace(
	regions: readonly VmmapRegion[],
	platform: Snapshot['platform'],
	addressDigits: 8 | 16,
): Space | undefined {
	if (regions.some(({type}) => type === 'Free')) {
		return undefined;
	}

	const freeLimit = guessFreeLimit(regions, addressDigits);
	return platform === 'linux' ? {freeLimit, linux: {belowMinimum: 0, stackGap: 0}} : {freeLimit};
}

function findSnapshotExtras({attributes, memoryRegions, regions, elements, elementsOf}: RawSnapshot): SnapshotExtras {
	const shared = new Map<string, RowExtras>();
	const list = (rows: readonly RegionElement[]): ReadonlyMap<number, RowExtras> => {
		const extras = new Map<number, RowExtras>();
		for (const row of rows) {
			const inner = elementsOf.get(row);
			const key = JSON.stringify(row.others);
			if (inner) {
				extras.set(row.row.address, {attributes: row.others, elements: inner});
			} else if (key !== '{}') {
				const known = shared.get(key) ?? {attributes: row.others, elements: []};
				shared.set(key, known);
				extras.set(row.row.address, known);
			}
		}

		return extras;
	};
	const {Timestamp: _time, PageTableSize: _pageTable, ...others} = attributes;
	const isFlatBlock = ({blocks, type}: RegionTree): boolean => blocks === 0 && type.type !== 'Unusable';
	return {
		snapshot: others,
		memoryRegions,
		snapshotElements: elements,
		regions: list(regions.filter(region => !isFlatBlock(region))),
		blocks: list(regions.flatMap(region => (isFlatBlock(region) ? [region] : region.children))),
	};
}
