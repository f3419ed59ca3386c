/** One line of the table: what was measured, against what, and how far it may go. */
export type Figure = {
	readonly work: string;
	/** Ours and the other's figure, as text with their units. */
	readonly ours: string;
	readonly comparedWith: string;
	/** Ours divided by the other's, unless `unit` says otherwise. */
	readonly value: number;
	readonly unit: 'times' | '%' | 'bytes' | 'ms';
	/** `value` must not be above it; undefined where the figure is for information. */
	readonly limit?: number;
};

export function isMissed({value, limit}: Figure): boolean {
	return limit !== undefined && value > limit;
}

/** Hands figures from a benchmark's own process to the one that started it. */
export function reportFigures(figures: readonly Figure[]): void {
	if (process.send) {
		process.send(figures);
	} else {
		process.stdout.write(`${JSON.stringify(figures, undefined, '\t')}\n`);
	}
}
