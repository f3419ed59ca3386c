/** Where the snapshot on the screen comes from and whether another will follow. */
export type Status =
	| {readonly kind: 'starting'; readonly pid: number}
	| {
			readonly kind: 'live';
			/** What the user asked for. */
			readonly intervalSeconds: number;
			/** What it is at present, longer where a sample costs more than its share of the time. */
			readonly effectiveMilliseconds: number;
			readonly isBackedOff: boolean;
	  }
	| {readonly kind: 'paused'; readonly intervalSeconds: number}
	/** No further snapshot will come; the sentence says why. The last one stays. */
	| {readonly kind: 'ended'; readonly sentence: string}
	| {readonly kind: 'file'; readonly path: string};

/** The intervals that the keys step through, in seconds, as VMMap has them. */
export const intervalSteps = [1, 2, 5, 10] as const;

/** The next step from an interval, which may be none of the steps. At the end it stays. */
export function stepInterval(seconds: number, direction: 'shorter' | 'longer'): number {
	return direction === 'shorter'
		? (intervalSteps.findLast(step => step < seconds) ?? seconds)
		: (intervalSteps.find(step => step > seconds) ?? seconds);
}
