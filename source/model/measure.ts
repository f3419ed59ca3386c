/**
 * What can be measured of a block, and so of a region, a type and the whole process. Every measure is in bytes.
 * docs/definitions.md gives each its one definition per platform.
 */

/** Measures that a snapshot stores as a column each. One that its source cannot know has no column. */
export const storedMeasures = [
	'size',
	'committed',
	'private',
	'totalWs',
	'privateWs',
	'sharedWs',
	'lockedWs',
	'pss',
	'uss',
	'swap',
	'swapPss',
	'dirty',
	'referenced',
	'huge',
] as const;

export type StoredMeasure = (typeof storedMeasures)[number];

/** Measures that follow from stored ones: the difference or the sum of two. */
export const derivedMeasures = {
	shareableWs: {of: 'totalWs', minus: 'privateWs'},
	footprint: {of: 'pss', plus: 'swapPss'},
} as const;

export type DerivedMeasure = keyof typeof derivedMeasures;

export type Measure = StoredMeasure | DerivedMeasure;

/** Stored ones first. */
export const allMeasures: readonly Measure[] = [
	...storedMeasures,
	...(Object.keys(derivedMeasures) as readonly (keyof typeof derivedMeasures)[]),
];
