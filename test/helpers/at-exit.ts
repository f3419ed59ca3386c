const leftovers = new Set<() => void>();

process.on('exit', () => {
	for (const cleanUp of leftovers) {
		cleanUp();
	}
});

/**
 * Does `cleanUp` when this process ends, in case that nothing does it before: a test that fails may leave what it began.
 * Gives the function that does it now, once.
 */
export function atExit(cleanUp: () => void): () => void {
	leftovers.add(cleanUp);
	return () => {
		if (leftovers.delete(cleanUp)) {
			cleanUp();
		}
	};
}
