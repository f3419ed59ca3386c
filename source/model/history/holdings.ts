/** Counts the bytes of buffers that are held, each once however often it is held. */
export type Holdings = {
	readonly bytes: () => number;
	readonly hold: (buffers: Iterable<ArrayBuffer>) => void;
	readonly release: (buffers: Iterable<ArrayBuffer>) => void;
};

export function createHoldings(): Holdings {
	const uses = new Map<ArrayBuffer, number>();
	let bytes = 0;
	return {
		bytes: () => bytes,
		hold(buffers) {
			for (const buffer of buffers) {
				const count = uses.get(buffer) ?? 0;
				uses.set(buffer, count + 1);
				bytes += count === 0 ? buffer.byteLength : 0;
			}
		},
		release(buffers) {
			for (const buffer of buffers) {
				const count = uses.get(buffer) ?? 0;
				if (count > 1) {
					uses.set(buffer, count - 1);
				} else if (uses.delete(buffer)) {
					bytes -= buffer.byteLength;
				}
			}
		},
	};
}
