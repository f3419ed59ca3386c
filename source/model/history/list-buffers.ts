import type {Snapshot} from '../snapshot.ts';

/** Every buffer that a snapshot's columns are in, each once. */
export function listBuffers({blocks, regions}: Snapshot): ReadonlySet<ArrayBuffer> {
	const buffers = new Set<ArrayBuffer>();
	const {linux} = blocks;
	const groups = [blocks, blocks.measures, linux, linux?.fields, regions, regions.measures];
	for (const group of groups) {
		for (const value of Object.values(group ?? {})) {
			if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) {
				buffers.add(value.buffer);
			}
		}
	}

	return buffers;
}
