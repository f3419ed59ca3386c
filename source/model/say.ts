import {formatCount, formatSize} from './format.ts';

const plenty = 20;

/** So that what is below 100 GB is said to the kilobyte. */
const widestKilobytes = '99,999,999'.length;

/** `12,345 KB`, also where it is 0; `127.9 TB` where that would be hard to read. */
export function sayBytes(bytes: number): string {
	const size = formatSize(bytes, widestKilobytes) || '0';
	return /\d$/.test(size) ? `${size} KB` : `${size.slice(0, -1)} ${size.slice(-1)}B`;
}

/** `1 mapping`, `12,345 mappings`. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count, plenty) || '0'} ${count === 1 ? one : many}`;
}
