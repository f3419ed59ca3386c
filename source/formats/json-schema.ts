import type {Measure} from '../model/measure.ts';

/** What the first two fields of a snapshot in JSON say. docs/json.md describes the rest. */
export const jsonFormat = 'vmmap-tui/snapshot';

/** Counts up when a reader of the version before would misread the file; new fields alone do not count. */
export const jsonVersion = 1;

/** The measures in the order in which they are written. Those that follow from others are written for the reader's convenience. */
export const jsonMeasures = [
	'size',
	'committed',
	'private',
	'totalWs',
	'privateWs',
	'shareableWs',
	'sharedWs',
	'lockedWs',
	'pss',
	'uss',
	'swap',
	'swapPss',
	'footprint',
	'dirty',
	'referenced',
	'huge',
] as const satisfies readonly Measure[];
