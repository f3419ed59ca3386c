/** From 1601, where a FILETIME begins, to 1970, in milliseconds (Windows API, FILETIME). */
const epochMilliseconds = 11_644_473_600_000n;

/** A FILETIME counts 100 nanoseconds. */
const perMillisecond = 10_000n;

/** Milliseconds since 1970 of a FILETIME in decimal digits. Undefined where it is none, or before 1970. */
export function readFiletime(text: string): number | undefined {
	if (!/^\d{1,20}$/.test(text)) {
		return undefined;
	}

	const time = BigInt(text) / perMillisecond - epochMilliseconds;
	// What a Date can hold.
	return time >= 0n && time <= 8_640_000_000_000_000n ? Number(time) : undefined;
}

/** The FILETIME of milliseconds since 1970, in decimal digits. */
export function writeFiletime(time: number): string {
	return String((BigInt(Math.trunc(time)) + epochMilliseconds) * perMillisecond);
}
