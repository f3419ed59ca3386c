import type {Range} from '../../../model/inspection.ts';
import type {Mapping} from '../../process-memory.ts';
import {joinTouching} from '../join-touching.ts';

/** With huge pages of the kernel's pool (glibc.malloc.hugetlb=2) a mapping has a file of no file system as its path. */
const hugePages = '/anon_hugepage (deleted)';

/** Finds the private memory without a file that can be written: what malloc can have mapped, beside `[heap]`. */
export function findAnonymousMemory(mappings: readonly Mapping[]): readonly Range[] {
	return joinTouching(
		mappings.filter(
			({isWritable, isPrivate, path}) =>
				isWritable && isPrivate && (path === '' || path === hugePages || path.startsWith('[anon')),
		),
	);
}
