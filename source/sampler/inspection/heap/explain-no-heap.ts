import type {Mapping, Refusal} from '../../process-memory.ts';

/** Allocators that take the place of malloc, by the file that they are in. */
const others: readonly {readonly file: RegExp; readonly name: string}[] = [
	{file: /\/(?:ld-musl|libc\.musl)|-musl\/libc\.so$/v, name: "musl's malloc"},
	{file: /\/libjemalloc/v, name: 'jemalloc'},
	{file: /\/libtcmalloc/v, name: 'tcmalloc'},
	{file: /\/libmimalloc/v, name: 'mimalloc'},
	{file: /\/libasan/v, name: 'the allocator of AddressSanitizer'},
	{file: /\/linker64$|\/linker$/v, name: "Android's malloc"},
];

/** Says that there is no heap of glibc's malloc, and what the process uses instead where a file of it tells. */
export function explainNoHeap(mappings: readonly Mapping[]): Refusal {
	const other = others.find(({file}) => mappings.some(({path}) => file.test(path)));
	const reason = other
		? `it uses ${other.name}, whose heaps cannot be walked`
		: 'it uses another allocator, whose heaps cannot be walked, or has not allocated anything yet';
	return {kind: 'refusal', sentence: `The process has no memory from glibc's malloc: ${reason}.`};
}
