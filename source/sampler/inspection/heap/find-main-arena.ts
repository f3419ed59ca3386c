import {findMallocStates, mallocStateLength, parseMallocState} from '../../../model/heap/malloc-state.ts';
import {withoutDeletedMark} from '../../../model/linux/deleted-mark.ts';
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
	const isLibrary = ({path}: Mapping): boolean => libraryName.test(withoutDeletedMark(path));
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
	const {pageSize} = window;
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
		// A pair of words over the edge of two copies is seen in the second one.
		const edge = address + length - format.wordSize;
		const overlapping = edge - (edge % 16);
		const next: number = overlapping > address ? overlapping : address - (address % pageSize) + pageSize;
		address = next < end - format.wordSize ? window.findInMemory(next, end) : undefined;
	}

	return undefined;
}

/** Whether the ring of arenas leads back to its first one. */
function leadsBack(first: number, next: number, {pages, format}: HeapReader): boolean {
	const passed = new Set<number>();
	let address = next;
	while (address !== first) {
		const bytes = passed.has(address) ? undefined : pages.bytes(address, mallocStateLength);
		const state = bytes && parseMallocState(bytes, address, format);
		if (!state) {
			return false;
		}

		passed.add(address);
		address = state.next;
	}

	return true;
}
