import type {Moments} from '../../model/history/moments.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Recording} from './open-recording.ts';

/** A pause between two snapshots that is so many times as long as usual is a gap: nothing was sampled then. */
const gapFactor = 4;

/** How many restored snapshots are remembered: the shown one, and the one that it is compared with. */
const rememberedCount = 2;

/** Looks at a recording as at the history of a session. Marks are of this session: they are not written into the file. */
export function recordingMoments(recording: Recording): Moments {
	const marked = new Set<number>();
	const remembered = new Map<number, Snapshot>();
	let usual: {readonly count: number; readonly step: number} | undefined;
	const length = (): number => recording.times().length;
	const timeAt = (index: number): number => recording.times()[index] ?? 0;

	const findUsualStep = (): number => {
		if (usual?.count !== length()) {
			const times = recording.times();
			const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
			usual = {count: length(), step: steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0};
		}

		return usual.step;
	};

	return {
		length,
		timeAt,
		at(index) {
			const snapshot = remembered.get(index) ?? recording.readSnapshot(index);
			remembered.delete(index);
			remembered.set(index, snapshot);
			const [oldest] = remembered.keys();
			if (remembered.size > rememberedCount && oldest !== undefined) {
				remembered.delete(oldest);
			}

			return snapshot;
		},
		numberAt: index => index + 1,
		indexOfNumber: number => Math.max(0, Math.min(number, length()) - 1),
		isMarked: index => marked.has(index),
		mark(index, isMarked) {
			if (isMarked) {
				marked.add(index);
			} else {
				marked.delete(index);
			}
		},
		gapBefore: index =>
			index > 0 && timeAt(index) - timeAt(index - 1) > gapFactor * findUsualStep() ? 'stopped' : undefined,
		droppedCount: () => 0,
		totals: (measure, type) => recording.readTotals(measure, type),
	};
}
