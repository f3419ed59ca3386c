import {type Measure, storedMeasures} from '../../model/measure.ts';
import {typeName} from '../../model/memory-type.ts';
import {blockMeasure, regionMeasure} from '../../model/region-measures.ts';
import {numberAt, regionBlockCount, regionRunCount, regionStart, type Snapshot, textAt} from '../../model/snapshot.ts';
import {describeProtection} from '../../model/windows/protection.ts';
import {describeVmmapType} from '../../model/windows/vmmap-type.ts';
import {describeBlockDetails} from '../vmmap/repeated-details.ts';
import {readVmmapType} from '../vmmap/vmmap-type.ts';
import {findExtras, type MmpExtras, type RowExtras} from './extras.ts';
import {writeFiletime} from './filetime.ts';
import {toProtectionMask} from './protection-mask.ts';
import {toUseType} from './use-types.ts';
import {writeElement, writeStartTag} from './write-xml.ts';

/**
 * Snapshots of one process as VMMap saves them, in parts: one element a line, blocks nested in regions that have several.
 * Sizes are bytes, addresses decimal. What VMMap's file has no place for is in attributes that other readers pass over:
 * Kind, LockedWS, and ProtectionText where Windows has no such protection. What the snapshots had when they were read
 * from such a file, and what we do not understand, is put back.
 */
export function* writeMmp(snapshots: Iterable<Snapshot>): Generator<string> {
	let extras: MmpExtras | undefined;
	let isFirst = true;
	for (const snapshot of snapshots) {
		if (isFirst) {
			extras = findExtras(snapshot);
			const {process, platform} = snapshot;
			yield '<?xml version="1.0" encoding="utf-8"?>\n';
			yield writeStartTag('root', {
				ProcessName: process.name,
				PID: process.pid,
				Platform: platform === 'linux' ? platform : undefined,
				Architecture: process.architecture,
				...extras?.root,
			});
			yield writeStartTag('Snapshots', extras?.snapshots ?? {});
			isFirst = false;
		}

		yield* writeSnapshotElement(snapshot);
	}

	yield '</Snapshots>\n';
	for (const element of extras?.rootElements ?? []) {
		yield writeElement(element);
	}

	yield '</root>\n';
}

function* writeSnapshotElement(snapshot: Snapshot): Generator<string> {
	const extras = findExtras(snapshot);
	yield writeStartTag('Snapshot', {
		Timestamp: writeFiletime(snapshot.time),
		PageTableSize: snapshot.pageTable,
		...extras?.snapshot,
	});
	yield writeStartTag('MemoryRegions', extras?.memoryRegions ?? {});
	for (let region = 0; region < snapshot.regions.count; region++) {
		yield* writeRegion(snapshot, region, extras);
	}

	yield '</MemoryRegions>\n';
	for (const element of extras?.snapshotElements ?? []) {
		yield writeElement(element);
	}

	yield '</Snapshot>\n';
}

function* writeRegion(snapshot: Snapshot, region: number, extras: MmpExtras | undefined): Generator<string> {
	const {blocks, regions} = snapshot;
	const type = typeName(regions.type[region] ?? 0);
	const kind = textAt(snapshot, regions.kind, region);
	const first = regions.firstBlock[region] ?? 0;
	const common = {type, kind};
	const start = regionStart(snapshot, region);
	const own = extras?.regions.get(start);
	yield writeStartTag(
		'Region',
		rowAttributes({
			...common,
			address: start,
			blocks: type === 'Unusable' ? 0 : regionRunCount(snapshot, region),
			measure: measure => numberAt(regionMeasure(snapshot, measure), region),
			protection: textAt(snapshot, regions.protection, region),
			details: textAt(snapshot, regions.details, region),
			others: own,
		}),
	);
	yield* (own?.elements ?? []).map(writeElement);
	if (regionBlockCount(snapshot, region) > 1 || extras?.blocks.has(start) || !saysTheSame(snapshot, region, first)) {
		for (let row = first; row < (regions.firstBlock[region + 1] ?? 0); row++) {
			const address = blocks.start[row] ?? 0;
			const others = extras?.blocks.get(address);
			yield writeStartTag(
				'Region',
				rowAttributes({
					...common,
					address,
					blocks: 0,
					measure: measure => blockMeasure(snapshot, measure, row),
					protection: textAt(snapshot, blocks.protection, row),
					details: describeBlockDetails(snapshot, region, row),
					others,
				}),
				others && others.elements.length > 0 ? '>' : '/>',
			);
			if (others && others.elements.length > 0) {
				yield* others.elements.map(writeElement);
				yield '</Region>\n';
			}
		}
	}

	yield '</Region>\n';
}

/** Whether the only block of a region says nothing that its region does not say. */
function saysTheSame(snapshot: Snapshot, region: number, row: number): boolean {
	const {blocks, regions} = snapshot;
	return (
		textAt(snapshot, blocks.details, row) === '' &&
		textAt(snapshot, blocks.protection, row) === textAt(snapshot, regions.protection, region) &&
		storedMeasures.every(
			measure => blockMeasure(snapshot, measure, row) === numberAt(regionMeasure(snapshot, measure), region),
		)
	);
}

/** In the order that VMMap has: one of its readers goes by the place, not by the name. */
function rowAttributes({
	type,
	kind,
	address,
	blocks,
	measure,
	protection,
	details,
	others,
}: {
	readonly type: ReturnType<typeof typeName>;
	readonly kind: string;
	readonly address: number;
	readonly blocks: number;
	readonly measure: (measure: Measure) => number | undefined;
	readonly protection: string;
	readonly details: string;
	readonly others: RowExtras | undefined;
}): Readonly<Record<string, string | number | undefined>> {
	const mask = toProtectionMask(protection);
	const isSpace = type === 'Free' || type === 'Unusable';
	const text = describeVmmapType(type, kind);
	return {
		Address: address,
		Blocks: blocks,
		ShareableWS: measure('shareableWs'),
		SharedWS: measure('sharedWs'),
		Size: measure('size'),
		Commit: measure('committed'),
		PrivateBytes: measure('private'),
		PrivateWS: measure('privateWs'),
		Id: heapId(details),
		Protection: mask,
		Storage: 0,
		UseType: toUseType(type),
		Type: text,
		Details: details,
		LockedWS: measure('lockedWs'),
		Kind: readVmmapType(text, details)?.kind === kind ? undefined : kind,
		ProtectionText: isSpace || describeProtection(mask) === protection ? undefined : protection,
		...others?.attributes,
	};
}

/** The number in `Heap ID: 1 [LOW FRAGMENTATION]`. */
function heapId(details: string): number {
	return Number(/^Heap ID: (\d+)/.exec(details)?.[1] ?? 0);
}
