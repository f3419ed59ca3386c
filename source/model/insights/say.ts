import {formatCount, formatSize} from '../format.ts';

const plenty = 20;

/** `12,345 KB`, also where it is 0. */
export function sayBytes(bytes: number): string {
	return `${formatSize(bytes, plenty) || '0'} KB`;
}

/** `1 mapping`, `12,345 mappings`. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count, plenty) || '0'} ${count === 1 ? one : many}`;
}
