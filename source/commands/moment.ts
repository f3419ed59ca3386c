import {CommandError} from './command-error.ts';
import {exitCodes} from './exit-code.ts';

/** Which of the snapshots of a recording is meant. */
export type Moment =
	| {readonly kind: 'first'}
	| {readonly kind: 'last'}
	/** The first has number 1. */
	| {readonly kind: 'number'; readonly number: number}
	/** Milliseconds since 1970. */
	| {readonly kind: 'time'; readonly time: number}
	/** A time of the day, in milliseconds since midnight where the user is. */
	| {readonly kind: 'clock'; readonly sinceMidnight: number};

const clock = /^(?<hours>[01]?\d|2[0-3]):(?<minutes>[0-5]\d)(?::(?<seconds>[0-5]\d(?:\.\d{1,3})?))?$/;
const dateAndTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?$/;

/**
 * Understands what stands after the @ behind a recording: `first`, `last`, `12`, `20:31`, `20:31:05`,
 * `2026-11-22T20:31:05` or `2026-11-22T20:31:05.120Z`. Undefined where it is none of these. A time without a zone is
 * one where the user is.
 */
export function parseMoment(text: string): Moment | undefined {
	if (text === 'first' || text === 'last') {
		return {kind: text};
	}

	if (/^\d+$/.test(text)) {
		return {kind: 'number', number: Number(text)};
	}

	const time = clock.exec(text)?.groups;
	if (time) {
		const {hours, minutes, seconds = '0'} = time;
		return {kind: 'clock', sinceMidnight: 1000 * (3600 * Number(hours) + 60 * Number(minutes) + Number(seconds))};
	}

	const milliseconds = dateAndTime.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
	return Number.isNaN(milliseconds) ? undefined : {kind: 'time', time: milliseconds};
}

/**
 * The index of the snapshot that is meant: for a time, the last that was taken by then. `times` are in milliseconds since
 * 1970, and there is at least one. Throws a sentence where the recording has no such snapshot.
 */
export function findMoment(times: readonly number[], moment: Moment, file: string): number {
	switch (moment.kind) {
		case 'first':
			return 0;
		case 'last':
			return times.length - 1;
		case 'number':
			if (moment.number < 1 || moment.number > times.length) {
				throw noSuchMoment(`${file} has no snapshot ${moment.number}: it has those from 1 to ${times.length}.`);
			}

			return moment.number - 1;
		case 'time':
			return findTime(times, moment.time, file);
		case 'clock':
			return findTime(times, toTime(moment.sinceMidnight, times[0] ?? 0), file);
	}
}

/** The first time that a clock where the user is shows this after a recording has begun, to the second. */
function toTime(sinceMidnight: number, begin: number): number {
	const date = new Date(begin);
	const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate());
	const time = midnight.getTime() + sinceMidnight;
	if (time > begin - 1000) {
		return Math.max(time, begin);
	}

	midnight.setDate(midnight.getDate() + 1);
	return midnight.getTime() + sinceMidnight;
}

function findTime(times: readonly number[], time: number, file: string): number {
	const [begin = 0] = times;
	const end = times.at(-1) ?? begin;
	// What was taken last stands for the time until the next would have been taken.
	const interval = Math.max(1000, (end - begin) / Math.max(1, times.length - 1));
	if (time < begin || time > end + interval) {
		const [from, to] = [begin, end].map(moment => new Date(moment).toISOString());
		throw noSuchMoment(`${file} has no snapshot of ${new Date(time).toISOString()}: it goes from ${from} to ${to}.`);
	}

	return times.findLastIndex(taken => taken <= time);
}

function noSuchMoment(sentence: string): CommandError {
	return new CommandError(sentence, exitCodes.wrongUsage);
}
