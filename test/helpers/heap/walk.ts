import {type ArenaTotals, type ChunkBatch, chunkStates, type HeapRegion} from '../../../source/model/heap/heap-walk.ts';
import type {Finding} from '../../../source/model/inspection.ts';
import {walkHeap} from '../../../source/sampler/inspection/heap/walk-heap.ts';
import {isRefusal, type ProcessMemory} from '../../../source/sampler/process-memory.ts';
import type {LaidOutChunk} from './made-up-heap.ts';

/** All that a walk found. */
export type WalkedHeap = {
	readonly arenas: readonly ArenaTotals[];
	/** Of each arena. */
	readonly chunks: readonly (readonly LaidOutChunk[])[];
	readonly notices: readonly string[];
	readonly end: string | undefined;
	readonly steps: number;
};

/** Walks to the end. Throws what the walk was refused with. */
export async function walkAll(
	memory: ProcessMemory,
	regions: readonly HeapRegion[],
	most?: number,
): Promise<WalkedHeap> {
	const batches: ChunkBatch[] = [];
	let last: Extract<Finding, {kind: 'heap'}> | undefined;
	let steps = 0;
	for await (const finding of walkHeap(memory, {kind: 'walk heap', walk: 1, regions}, () => false, most)) {
		if (isRefusal(finding) || finding.kind !== 'heap') {
			throw new Error(isRefusal(finding) ? finding.sentence : finding.kind);
		}

		last = finding;
		steps++;
		batches.push(...finding.step.batches);
	}

	const arenas = last?.step.arenas ?? [];
	return {
		arenas,
		chunks: arenas.map((_, row) => batches.filter(({arena}) => arena === row).flatMap(listChunks)),
		notices: last?.step.notices ?? [],
		end: last?.step.end,
		steps,
	};
}

function listChunks({start, sizes, states}: ChunkBatch): readonly LaidOutChunk[] {
	let address = start;
	return Array.from(sizes, (units, row) => {
		const chunk = {address, size: units * 16, state: chunkStates[states[row] ?? 0] ?? 'in use'};
		address += chunk.size;
		return chunk;
	});
}
