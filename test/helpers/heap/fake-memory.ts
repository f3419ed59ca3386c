import type {Mapping, PageRun, ProcessMemory} from '../../../source/sampler/process-memory.ts';

/** A mapping and what is in it. */
export type FakeMapping = Mapping & {readonly bytes: Uint8Array<ArrayBuffer>};

const pageSize = 4096;

/** Makes a mapping of zeros, writable and private. */
export function mapZeros(start: number, size: number, path = ''): FakeMapping {
	return {start, end: start + size, bytes: new Uint8Array(size), path, isWritable: true, isPrivate: true};
}

/** Writes a word of so many bytes at an address of one of the mappings. */
export function writeWord(mappings: readonly FakeMapping[], wordSize: 4 | 8, address: number, value: number): void {
	const mapping = mappings.find(({start, end}) => address >= start && address < end);
	if (!mapping) {
		throw new Error(`Nothing is mapped at ${address.toString(16)}`);
	}

	const view = new DataView(mapping.bytes.buffer);
	view.setUint32(address - mapping.start, value % 2 ** 32, true);
	if (wordSize === 8) {
		view.setUint32(address - mapping.start + 4, Math.floor(value / 2 ** 32), true);
	}
}

/** The memory of a process that does not exist. Pages whose address is in `absent` are not in memory. */
export function fakeMemory(mappings: readonly FakeMapping[], absent: ReadonlySet<number> = new Set()): ProcessMemory {
	const find = (address: number): FakeMapping | undefined =>
		mappings.find(({start, end}) => address >= start && address < end);
	const isInMemory = (page: number): boolean => find(page) !== undefined && !absent.has(page);
	return {
		pageSize,
		findPages({start, end}, most = Number.POSITIVE_INFINITY) {
			const runs: PageRun[] = [];
			for (const mapping of mappings) {
				for (let page = Math.max(start, mapping.start); page < Math.min(end, mapping.end); page += pageSize) {
					const last = runs.at(-1);
					if (!isInMemory(page)) {
						continue;
					}

					if (last?.end === page) {
						runs[runs.length - 1] = {...last, end: page + pageSize};
					} else if (runs.length < most) {
						runs.push({start: page, end: page + pageSize, state: 'in memory'});
					} else {
						return runs;
					}
				}
			}

			return runs;
		},
		read(address, into) {
			let count = 0;
			while (count < into.length) {
				const mapping = find(address + count);
				if (!mapping) {
					break;
				}

				const from = address + count - mapping.start;
				const part = mapping.bytes.subarray(from, from + Math.min(into.length - count, pageSize - (from % pageSize)));
				if (!isInMemory(address + count - (from % pageSize))) {
					throw new Error(`The page at ${(address + count).toString(16)} was read although it is not in memory`);
				}

				into.set(part, count);
				count += part.length;
			}

			return count;
		},
		listMappings: () => mappings,
		close() {},
	};
}
