/** A live view asks the target for at most this share of the time: reading its map holds locks that it needs itself. */
export const largestShare = 0.05;

/** How often samples are taken at present. */
export type Pace = {
	/** From the start of one sample to the start of the next. */
	readonly intervalMilliseconds: number;
	/** Whether that is longer than asked for. */
	readonly isBackedOff: boolean;
};

/** The pace that was asked for, or a slower one where samples that cost as much would take more than their share. */
export function findPace(askedSeconds: number, costMilliseconds: number): Pace {
	const asked = askedSeconds * 1000;
	const least = costMilliseconds / largestShare;
	return {intervalMilliseconds: Math.max(asked, least), isBackedOff: least > asked};
}
