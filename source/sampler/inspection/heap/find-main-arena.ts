import {findMallocStates, mallocStateLength, parseMallocState} from '../../../model/heap/malloc-state.ts';
import type {Mapping} from '../../process-memory.ts';
import type {HeapReader} from './find-provable-chunk.ts';

/** Of a program with its own data of gigabytes, this much of each mapping is looked at. */
const mostBytes = 256 * 1024 * 1024;

/** The file names of the C library: libc.so.6, before glibc 2.34 libc-2.31.so. */
const libraryName = /\/libc[.\-][^\/]*$/v;

/**
 * Looks for main_arena where the data of the C library lies, then in that of the program, which may be linked with it
 * statically, and of other libraries. It is the malloc_state there that a ring of such leads back to. Gives its address
 * at the end, and control back now and then.
 */
export function* findMainArena(
	reader: HeapReader,
	mappings: readonly Mapping[],
): Generator<undefined, number | undefined> {
	const places = findData(mappings);
	const isLibrary = ({path}: Mapping): boolean => libraryName.test(path.replace(/ \(deleted\)$/v, ''));
	for (const place of [...places.filter(isLibrary), ...places.filter(each => !isLibrary(each))]) {
		const found = yield* searchMapping(reader, place);
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}

/** Writable private mappings of files, and what is right behind each: .bss. */
function findData(mappings: readonly Mapping[]): readonly Mapping[] {
	const found: Mapping[] = [];
	for (const mapping of mappings) {
		const before = found.at(-1);
		const isBehind = mapping.path === '' && before?.end === mapping.start;
		if (mapping.isWritable && mapping.isPrivate && (mapping.path.startsWith('/') || isBehind)) {
			found.push({...mapping, path: mapping.path || (before?.path ?? '')});
		}
	}

	return found;
}

function* searchMapping(
	{window, pages, format}: HeapReader,
	{start, end: endOfMapping}: Mapping,
): Generator<undefined, number | undefined> {
	const end = Math.min(endOfMapping, start + mostBytes);
	for (let address: number | undefined = start; address !== undefined && address < end; ) {
		window.move(address, end);
		const length = window.length();
		const view = new DataView(window.bytes.buffer, 0, length);
		for (const candidate of findMallocStates(view, window.start(), format)) {
			const bytes = candidate >= start ? pages.bytes(candidate, mallocStateLength) : undefined;
			const state = bytes && parseMallocState(bytes, candidate, format);
			if (state && leadsBack(candidate, state.next, {window, pages, format})) {
				return candidate;
			}
		}

		yield;
		// One pair of words over the edge of two copies is seen in the second.
		const next: number = length > 2 * format.wordSize ? address + length - format.wordSize : address + window.pageSize;
		address = next < end - format.wordSize ? window.findInMemory(next - (next % 16), end) : undefined;
	}

	return undefined;
}

/** No program has more arenas: eight for each processor. */
const mostArenas = 0x1_0000;

/** Whether the ring of arenas leads back to its first one. */
function leadsBack(first: number, next: number, {pages, format}: HeapReader): boolean {
	let address = next;
	for (let count = 0; count < mostArenas && address !== first; count++) {
		const bytes = pages.bytes(address, mallocStateLength);
		const state = bytes && parseMallocState(bytes, address, format);
		if (!state) {
			return false;
		}

		address = state.next;
	}

	return address === first;
}
