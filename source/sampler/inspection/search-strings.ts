import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Finding, Inspection, StringBatch} from '../../model/inspection.ts';
import {lowerBound} from '../../model/numbers/lower-bound.ts';
import {
	decodeBytes,
	type FoundStrings,
	findCut,
	findStrings,
	findStringsAround,
	stringEncodings,
	textOf,
} from '../../model/strings/find-strings.ts';
import {bytePattern, textPattern} from '../../model/strings/text-pattern.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import {findResident} from './find-resident.ts';

/** How much is copied at a time. */
const chunkSize = 4 * 1024 * 1024;

/** How long is searched between two looks at what else there is to do. */
const turnMilliseconds = 40;

/** How many strings are kept: what the screen holds in some 200 MB. A text to look for, or longer strings, find the rest. */
export const mostStrings = 1_000_000;

/**
 * Searches the pages that are in memory for strings, a chunk at a time. What is brought into memory meanwhile is not
 * seen. The last finding says why it is the last.
 */
export async function* searchStrings(
	memory: ProcessMemory,
	{search, ranges, minimum, text}: Extract<Inspection, {kind: 'search'}>,
	isStopped: () => boolean,
): AsyncGenerator<Finding | Refusal> {
	const resident = findResident(memory, ranges, {hasZeroPages: false});
	if (isRefusal(resident)) {
		yield resident;
		return;
	}

	const {runs, isPresenceKnown} = resident;
	const total = runs.reduce((sum, {start, end}) => sum + end - start, 0);
	const buffer = new Uint8Array(chunkSize);
	const collector = createCollector(minimum, text);
	let done = 0;
	let lastTurn = performance.now();
	const report = (end: Extract<Finding, {kind: 'strings'}>['end']): Finding => ({
		kind: 'strings',
		search,
		batch: collector.take(),
		done,
		total,
		isPresenceKnown,
		end,
	});

	for (const run of runs) {
		for (let address = run.start; address < run.end; ) {
			const length = Math.min(chunkSize, run.end - address);
			const count = memory.read(address, buffer.subarray(0, length));
			if (isRefusal(count)) {
				yield count;
				return;
			}

			// Where the run goes on behind what was read, the last string may too.
			const bytes = buffer.subarray(0, count);
			const whole = count === length && address + length < run.end ? findCut(bytes) : count;
			collector.add(bytes.subarray(0, whole), address);
			// A page that cannot be read is passed over.
			const passed = whole === 0 ? memory.pageSize : whole;
			address += passed;
			done += passed;
			if (collector.isFull()) {
				yield report('full');
				return;
			}

			if (performance.now() - lastTurn > turnMilliseconds) {
				yield report(undefined);
				await nextTurn();
				lastTurn = performance.now();
			}

			if (isStopped()) {
				yield report('stopped');
				return;
			}
		}
	}

	done = total;
	yield report('complete');
}

/** No string in ASCII holds a text with other characters. */
const ascii = stringEncodings.indexOf('ASCII');

type Collector = {
	readonly add: (bytes: Uint8Array<ArrayBuffer>, address: number) => void;
	/** What was found since it was last asked. */
	readonly take: () => StringBatch;
	readonly isFull: () => boolean;
};

function createCollector(minimum: number, wanted: string): Collector {
	const pattern = wanted === '' ? undefined : textPattern(wanted);
	const places = wanted === '' ? undefined : bytePattern(wanted);
	let addresses: number[] = [];
	let encodings: number[] = [];
	let texts: string[] = [];
	let count = 0;
	return {
		add(bytes, address) {
			const decoded = decodeBytes(bytes);
			const hits = places && Uint32Array.from(decoded.matchAll(places), ({index}) => index);
			if (hits?.length === 0) {
				return;
			}

			const found = hits ? findStringsAround(bytes, minimum, hits) : findStrings(bytes, minimum);
			for (let row = 0; row < found.count && count < mostStrings; row++) {
				const isOut = hits ? !holdsHit(found, row, hits) : pattern !== undefined && found.encodings[row] === ascii;
				if (isOut) {
					continue;
				}

				const text = textOf(bytes, decoded, found, row);
				if (pattern === undefined || pattern.test(text)) {
					addresses.push(address + (found.offsets[row] ?? 0));
					encodings.push(found.encodings[row] ?? 0);
					texts.push(text);
					count++;
				}
			}
		},
		take() {
			const batch = {addresses: Float64Array.from(addresses), encodings: Uint8Array.from(encodings), texts};
			addresses = [];
			encodings = [];
			texts = [];
			return batch;
		},
		isFull: () => count >= mostStrings,
	};
}

/** Whether one of the places begins in a string: most strings need not be made a text to know that they do not match. */
function holdsHit({offsets, lengths}: FoundStrings, row: number, hits: Uint32Array): boolean {
	const start = offsets[row] ?? 0;
	const hit = hits[lowerBound(hits, start)];
	return hit !== undefined && hit < start + (lengths[row] ?? 0);
}
