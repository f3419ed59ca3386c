/** What a file says of a region or a block, in bytes; what it does not say is undefined or NaN. */
export type Sizes = Readonly<Record<SizeName, number | undefined>>;

export type SizeName =
	| 'size'
	| 'committed'
	| 'private'
	| 'totalWs'
	| 'privateWs'
	| 'shareableWs'
	| 'sharedWs'
	| 'lockedWs';

/** What can be no more than what. The third follows from the others where committed is unknown. */
const rules: readonly (readonly [small: SizeName, large: SizeName])[] = [
	['committed', 'size'],
	['private', 'committed'],
	['private', 'size'],
	['totalWs', 'size'],
	['privateWs', 'totalWs'],
	['sharedWs', 'shareableWs'],
	['lockedWs', 'totalWs'],
];

/**
 * Refuses a region or a block that no process can have: what holds of every snapshot, and of every row of VMMap's, has to
 * hold of one that is read. `names` are what the file calls its sizes. `slack` is what a sum may
 * differ from its parts by, in bytes, where sizes are cut to whole KB; what is cut so keeps its order. Throws a SyntaxError that begins with the place.
 */
export function checkSizes(
	sizes: Sizes,
	{
		place,
		names,
		slack,
	}: {readonly place: () => string; readonly names: Readonly<Record<SizeName, string>>; readonly slack: number},
): void {
	const {privateWs = Number.NaN} = sizes;
	const totalWs = sizes.totalWs ?? privateWs + (sizes.shareableWs ?? Number.NaN);
	const shareableWs = sizes.shareableWs ?? totalWs - privateWs;
	const whole: Sizes = {...sizes, totalWs, shareableWs};
	for (const [small, large] of rules) {
		if ((whole[small] ?? Number.NaN) > (whole[large] ?? Number.NaN)) {
			throw new SyntaxError(`${place()}: ${names[small]} must be no more than ${names[large]}`);
		}
	}

	if (Math.abs(totalWs - privateWs - shareableWs) > slack) {
		throw new SyntaxError(`${place()}: ${names.totalWs} must be ${names.privateWs} and ${names.shareableWs} together`);
	}
}
