import type {Arena} from './find-arenas.ts';

/** Makes a function that tells whether an address lies where one of the arenas has its chunks. */
export function createIsInRuns(arenas: readonly Arena[]): (address: number) => boolean {
	const runs = arenas.flatMap(arena => arena.runs).toSorted((one, two) => one.start - two.start);
	return address => {
		let low = 0;
		let high = runs.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((runs[middle]?.start ?? 0) <= address) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return address < (runs[low - 1]?.end ?? 0);
	};
}
