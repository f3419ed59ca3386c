import type {Platform, ProcessFacts, Snapshot} from '../../model/snapshot.ts';
import {fillColumns} from './fill-columns.ts';
import {layOutRows, type Space} from './lay-out-rows.ts';
import type {VmmapRegion} from './vmmap-region.ts';

/** One snapshot as a file of VMMap's has it. */
export type VmmapFacts = {
	readonly platform: Platform;
	readonly process: ProcessFacts;
	/** Milliseconds since 1970. */
	readonly time: number;
	/** Bytes; undefined where the file does not say. */
	readonly pageTable: number | undefined;
	/** Ascending; free and unusable space is among them, or follows from `space`. */
	readonly regions: readonly VmmapRegion[];
	/** Undefined where what lies between the regions is among them, or not known. */
	readonly space: Space | undefined;
	/** Who says what the regions are, a sentence. */
	readonly evidence: string;
	readonly notices: readonly string[];
};

/** Makes a snapshot like any other of what a file of VMMap's has. Throws a SyntaxError that names the place and what is wrong. */
export function buildVmmapSnapshot({
	platform,
	process,
	time,
	pageTable,
	regions,
	space,
	evidence,
	notices,
}: VmmapFacts): Snapshot {
	return {
		platform,
		time,
		process,
		pageSize: 4096,
		cost: {milliseconds: 0, source: 'file', attempts: 1},
		notices,
		...(pageTable !== undefined && {pageTable}),
		counters: {},
		...fillColumns(layOutRows(regions, platform, space), evidence),
	};
}

/** Where what a program can use ends where a file does not say: below 2 GB or 4 GB, or at 128 TB less a margin of 64 KB. */
export function guessFreeLimit(regions: readonly VmmapRegion[], addressDigits: 8 | 16): number {
	const last = regions.at(-1);
	const end = last ? last.address + last.size : 0;
	const limits = addressDigits === 8 ? [0x7fff_0000, 0xffff_0000] : [0x7fff_ffff_0000];
	return limits.find(limit => limit >= end) ?? end;
}
