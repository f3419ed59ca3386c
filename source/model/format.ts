/** The units of sizes: each is 1,024 times the one before it. */
const units: readonly string[] = ['K', 'M', 'G', 'T', 'P', 'E'];

const low32 = 2 ** 32;

/**
 * A size as VMMap shows it, without padding, in at most `width` cells: whole K with thousands separators and no unit if
 * that fits, else one decimal of the largest unit that the size reaches (`12.3M`), else no decimal. Everything is
 * truncated, never rounded up, so that no more is shown than there is. Zero is empty, so a `0` is less than 1 K. Unknown
 * is `?`. What fits in no way is `~`.
 */
export function formatSize(size: number | undefined, width: number): string {
	if (size === undefined) {
		return fitOrMark('?', width);
	}

	if (size === 0) {
		return '';
	}

	const kilobytes = separateThousands(Math.trunc(size / 1024));
	return kilobytes.length <= width ? kilobytes : formatInUnits(size, width);
}

/** A difference of two sizes, like `formatSize` but with its sign: `+12,345`, `-1.2M`. No difference is empty. */
export function formatSignedSize(size: number | undefined, width: number): string {
	return size === undefined || size === 0
		? formatSize(size, width)
		: (size < 0 ? '-' : '+') + formatSize(Math.abs(size), width - 1);
}

/**
 * A number of things, without padding: with thousands separators if that fits in `width`, else without. Zero is empty,
 * unknown is `?`. What fits in no way is `~`.
 */
export function formatCount(count: number | undefined, width: number): string {
	if (count === undefined) {
		return fitOrMark('?', width);
	}

	if (count === 0) {
		return '';
	}

	const separated = separateThousands(count);
	return separated.length <= width ? separated : fitOrMark(String(count), width);
}

/** A difference of two numbers of things, like `formatCount` but with its sign: `+3`, `-1,024`. */
export function formatSignedCount(count: number | undefined, width: number): string {
	return count === undefined || count === 0
		? formatCount(count, width)
		: (count < 0 ? '-' : '+') + formatCount(Math.abs(count), width - 1);
}

/** An address in lower-case hexadecimal of at least `digits` digits, exact for every double from 0 to 2^64. */
export function formatAddress(address: number, digits: 8 | 16): string {
	// Number.prototype.toString puts zeros for the last digits of what is over 2^53.
	const high = Math.floor(address / low32);
	const low = address - high * low32;
	const text = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
	return text.padStart(digits, '0');
}

/** A duration: `0.4 ms`, `31 ms`, `1.5 s`. */
export function formatMilliseconds(milliseconds: number): string {
	if (milliseconds < 9.95) {
		return `${milliseconds.toFixed(1)} ms`;
	}

	return milliseconds < 999.5 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A share of 1 as a percentage with one decimal: `45.2%`. What is not zero never looks like it: `<0.1%`. */
export function formatPercent(share: number): string {
	return share > 0 && share < 0.0005 ? '<0.1%' : `${(share * 100).toFixed(1)}%`;
}

/**
 * Reads a size as a person writes it: digits, perhaps a fraction, perhaps one of K M G T P E for powers of 1,024, perhaps
 * a B; without a unit it is bytes. Undefined where the text is no such thing.
 *
 *     64K  1.5M  2GB  4096
 */
export function parseSize(text: string): number | undefined {
	const match = /^(?<digits>\d+(?:\.\d*)?|\.\d+)(?<unit>[KMGTPE]?)B?$/i.exec(text);
	if (!match?.groups) {
		return undefined;
	}

	const {digits, unit} = match.groups;
	const power = units.indexOf(unit?.toUpperCase() ?? '') + 1;
	return Number(digits) * 1024 ** power;
}

/**
 * Reads an address of 1 to 16 hex digits, with or without 0x. One that a double cannot hold becomes the next lower that
 * it can, which lies in the same page. Undefined where the text is no such thing.
 */
export function parseAddress(text: string): number | undefined {
	const digits = /^(?:0x)?(?<digits>[\da-f]{1,16})$/i.exec(text)?.groups?.['digits']?.padStart(16, '0');
	if (digits === undefined) {
		return undefined;
	}

	const high = Number.parseInt(digits.slice(0, 8), 16);
	const low = Number.parseInt(digits.slice(8), 16);
	// A double has 53 bits: the lowest that are over, 11 at most, have to go.
	const excess = Math.max(0, 32 - Math.clz32(high) + 32 - 53);
	return high * low32 + (low - (low % 2 ** excess));
}

function formatInUnits(size: number, width: number): string {
	let power = 1;
	while (power < units.length && size >= 1024 ** (power + 1)) {
		power++;
	}

	const scaled = size / 1024 ** power;
	const unit = units[power - 1] ?? '';
	const precise = `${(Math.trunc(scaled * 10) / 10).toFixed(1)}${unit}`;
	return precise.length <= width ? precise : fitOrMark(`${Math.trunc(scaled)}${unit}`, width);
}

function fitOrMark(text: string, width: number): string {
	return text.length <= width ? text : '~'.slice(0, Math.max(0, width));
}

/** 1234567 -> 1,234,567. Intl.NumberFormat takes ten times as long. */
function separateThousands(count: number): string {
	const digits = String(count);
	let text = digits.slice(0, digits.length % 3 || 3);
	for (let at = text.length; at < digits.length; at += 3) {
		text += `,${digits.slice(at, at + 3)}`;
	}

	return text;
}
