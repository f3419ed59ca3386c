import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import type {NumberColumn} from '../../model/snapshot.ts';
import {findPageSize} from './auxv.ts';
import {readFile} from './read-file.ts';

/** The smallest page of every architecture. */
const smallestPage = 4096;

/**
 * The size of a page of the process in a folder of /proc, in bytes: as its auxiliary vector says, else the smallest that
 * smaps says of a mapping.
 */
export function readPageSize(folder: string, {fields}: VmaColumns): number {
	const auxv = readFile(`${folder}/auxv`);
	const size = auxv.kind === 'read' ? findPageSize(auxv.bytes) : undefined;
	return size ?? leastOf(fields['KernelPageSize']) ?? smallestPage;
}

function leastOf(column: NumberColumn | undefined): number | undefined {
	const least = column?.reduce((least, value) => Math.min(value, least), Number.POSITIVE_INFINITY);
	return Number.isFinite(least) ? least : undefined;
}
