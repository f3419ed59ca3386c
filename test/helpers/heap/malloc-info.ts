import {readFileSync} from 'node:fs';

/** Bytes and counts that malloc_info(3) tells of one arena. */
export type ReportedArena = {
	readonly system: number;
	readonly fastCount: number;
	readonly fastSize: number;
	/** Chunks of its bins and its top. */
	readonly restCount: number;
	readonly restSize: number;
};

/**
 * Reads what malloc_info(3) has written:
 *
 *     <heap nr="0">
 *     <sizes>...</sizes>
 *     <total type="fast" count="2" size="160"/>
 *     <total type="rest" count="88" size="96278"/>
 *     <system type="current" size="405504"/>
 *     ...</heap>
 *     ...<total type="mmap" count="1" size="204800"/>
 */
export function readMallocInfo(file: string): {
	readonly arenas: readonly ReportedArena[];
	readonly mappedCount: number;
	readonly mappedSize: number;
} {
	const text = readFileSync(file, 'utf8');
	const numbers = (part: string, name: string): readonly number[] => {
		const match = new RegExp(`<${name}(?: count="(\\d+)")? size="(\\d+)"/>`, 'v').exec(part);
		return [Number(match?.[1] ?? Number.NaN), Number(match?.[2] ?? Number.NaN)];
	};

	const [mappedCount = Number.NaN, mappedSize = Number.NaN] = numbers(text, 'total type="mmap"');
	const arenas = text
		.split('</heap>')
		.slice(0, -1)
		.map(part => {
			const [fastCount = Number.NaN, fastSize = Number.NaN] = numbers(part, 'total type="fast"');
			const [restCount = Number.NaN, restSize = Number.NaN] = numbers(part, 'total type="rest"');
			return {
				system: numbers(part, 'system type="current"')[1] ?? Number.NaN,
				fastCount,
				fastSize,
				restCount,
				restSize,
			};
		});
	return {arenas, mappedCount, mappedSize};
}
