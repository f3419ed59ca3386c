import {memImage} from '../../model/windows/constants.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import type {PeFacts} from '../../model/windows/pe-facts.ts';
import {readMemory} from './read-memory.ts';
import {readPeHeaders, usualHeaderSize} from './structures/pe-headers.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** No headers are longer: section tables end well before. */
const longestHeaderSize = 0x1_0000;

/**
 * The headers of the images that a process maps, by allocation base. Those that an earlier sample has read are not read
 * again: reading brings a page into the working set of the process.
 */
export type ImageReader = (
	process: Handle,
	runs: MemoryRuns,
	paths: ReadonlyMap<number, string>,
) => ReadonlyMap<number, PeFacts>;

/** Makes a reader that remembers what it has read, for one process. */
export function createImageReader(api: WindowsApi): ImageReader {
	let known: ReadonlyMap<string, PeFacts> = new Map();
	return (process, runs, paths) => {
		const images = new Map<number, PeFacts>();
		const current = new Map<string, PeFacts>();
		for (let row = 0; row < runs.count; row++) {
			const base = runs.allocationBase[row] ?? 0;
			if (runs.type[row] === memImage && runs.start[row] === base) {
				const key = `${base} ${paths.get(base) ?? ''}`;
				const facts = known.get(key) ?? readHeaders(api, process, base);
				if (facts) {
					images.set(base, facts);
					current.set(key, facts);
				}
			}
		}

		known = current;
		return images;
	};
}

function readHeaders(api: WindowsApi, process: Handle, base: number): PeFacts | undefined {
	const page = readMemory(api, process, base, usualHeaderSize);
	const facts = page && readPeHeaders(page);
	if (facts || !page) {
		return facts;
	}

	const more = readMemory(api, process, base, longestHeaderSize);
	return more && readPeHeaders(more);
}
