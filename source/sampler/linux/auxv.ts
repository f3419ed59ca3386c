/**
 * Finds the page size in /proc/PID/auxv; undefined where it is not there. The file is the auxiliary vector of
 * getauxval(3): pairs of key and value in the words and byte order of the process, up to a pair with key 0 (AT_NULL).
 * Which words those are it does not say, so the one reading counts that makes sense.
 *
 * 6 4096  17 100  3 94584123457600  ...  0 0
 */
export function findPageSize(bytes: Uint8Array): number | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (const isLittleEndian of [true, false]) {
		for (const wordSize of [8, 4]) {
			const readWord = (at: number): number =>
				wordSize === 8 ? Number(view.getBigUint64(at, isLittleEndian)) : view.getUint32(at, isLittleEndian);
			const size = findPageSizeIn(bytes.length, wordSize, readWord);
			if (size !== undefined) {
				return size;
			}
		}
	}

	return undefined;
}

const endOfVector = 0;
const pageSizeKey = 6;

/** Keys of include/uapi/linux/auxvec.h are below 64. */
const maximumKey = 255;

function findPageSizeIn(length: number, wordSize: number, readWord: (at: number) => number): number | undefined {
	let pageSize: number | undefined;
	for (let at = 0; at + 2 * wordSize <= length; at += 2 * wordSize) {
		const key = readWord(at);
		if (key === endOfVector || key > maximumKey) {
			return key === endOfVector ? pageSize : undefined;
		}

		if (key === pageSizeKey) {
			const value = readWord(at + wordSize);
			// At least 4 KB, at most 64 KB, a power of two.
			pageSize = [4096, 8192, 16_384, 32_768, 65_536].includes(value) ? value : undefined;
		}
	}

	return pageSize;
}
