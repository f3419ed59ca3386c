import {expect, test} from 'vitest';
import {explainNoHeap} from '../../../source/sampler/inspection/heap/explain-no-heap.ts';

test.each([
	['/lib/ld-musl-x86_64.so.1', "it uses musl's malloc, whose heaps cannot be walked"],
	['/usr/lib/x86_64-linux-musl/libc.so', "it uses musl's malloc, whose heaps cannot be walked"],
	['/usr/lib/libtcmalloc_minimal.so.4.5.9', 'it uses tcmalloc, whose heaps cannot be walked'],
	['/usr/lib/libmimalloc.so.2.0', 'it uses mimalloc, whose heaps cannot be walked'],
	['/usr/lib/libm.so.6', 'it uses another allocator, whose heaps cannot be walked, or has not allocated anything yet'],
])('a process that maps %s is said what it uses instead', (path, reason) => {
	const mapping = {start: 0x1000, end: 0x2000, path, isWritable: false, isPrivate: true};
	expect(explainNoHeap([mapping]).sentence).toBe(`The process has no memory from glibc's malloc: ${reason}.`);
});
