/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const half = Math.floor(sorted.length / 2);
	const upper = sorted[half] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest value that `percent` of all values are not above. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds that `work` takes, by the monotonic clock. */
export async function timed(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/**
 * Does each of the works in turn, `rounds` times, so that what else the machine does meets all of them alike. Each work
 * gives its own number, such as the milliseconds that it took. `warmUps` rounds before count for nothing.
 */
export async function alternate<Name extends string>(
	works: Readonly<Record<Name, () => number | Promise<number>>>,
	{rounds, warmUps}: {readonly rounds: number; readonly warmUps: number},
): Promise<Readonly<Record<Name, readonly number[]>>> {
	const names = Object.keys(works) as Name[];
	const taken = Object.fromEntries(names.map(name => [name, [] as number[]])) as unknown as Record<Name, number[]>;
	for (let round = 0; round < warmUps + rounds; round++) {
		for (const name of names) {
			const number = await works[name]();
			if (round >= warmUps) {
				taken[name].push(number);
			}
		}
	}

	return taken;
}

/** The median of the ratios of each round: what slowed one round down slowed both. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
	return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

export function milliseconds(value: number): string {
	return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
