import type {Finding} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** Every buffer of a snapshot once: what is transferred to another thread and is gone from this one. */
export function findBuffers(snapshot: Snapshot): readonly ArrayBuffer[] {
	const buffers = new Set<ArrayBuffer>();
	collectBuffers(snapshot.blocks, buffers);
	collectBuffers(snapshot.regions, buffers);
	return [...buffers];
}

/** The same of what was found in memory, where that is large. */
export function findFindingBuffers(finding: Finding): readonly ArrayBuffer[] {
	const buffers = new Set<ArrayBuffer>();
	if (finding.kind === 'heap') {
		collectBuffers(finding.step.batches, buffers);
	}

	return [...buffers];
}

function collectBuffers(value: unknown, buffers: Set<ArrayBuffer>): void {
	if (ArrayBuffer.isView(value)) {
		if (value.buffer instanceof ArrayBuffer) {
			buffers.add(value.buffer);
		}
	} else if (typeof value === 'object' && value !== null) {
		for (const part of Object.values(value)) {
			collectBuffers(part, buffers);
		}
	}
}
