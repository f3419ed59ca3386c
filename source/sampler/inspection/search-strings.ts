import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Finding, Inspection, StringBatch} from '../../model/inspection.ts';
import {createDecoder, findCut, findStrings} from '../../model/strings/find-strings.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import {findResident} from './find-resident.ts';

/** How much is copied at a time. */
const chunkSize = 4 * 1024 * 1024;

/** How long is searched between two looks at what else there is to do. */
const turnMilliseconds = 40;

/** How many strings are kept: what the screen holds in some 100 MB. A text to look for, or longer strings, find the rest. */
export const mostStrings = 500_000;

/**
 * Searches the pages that are in memory for strings, a chunk at a time. What is brought into memory meanwhile is not
 * seen. The last finding says why it is the last.
 */
export async function* searchStrings(
	memory: ProcessMemory,
	{search, ranges, minimum, text}: Extract<Inspection, {kind: 'search'}>,
	isStopped: () => boolean,
): AsyncGenerator<Finding | Refusal> {
	const resident = findResident(memory, ranges);
	if (isRefusal(resident)) {
		yield resident;
		return;
	}

	const {runs, isPresenceKnown} = resident;
	const total = runs.reduce((sum, {start, end}) => sum + end - start, 0);
	const buffer = new Uint8Array(chunkSize);
	const collector = createCollector(minimum, text.toLowerCase());
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

type Collector = {
	readonly add: (bytes: Uint8Array<ArrayBuffer>, address: number) => void;
	/** What was found since it was last asked. */
	readonly take: () => StringBatch;
	readonly isFull: () => boolean;
};

function createCollector(minimum: number, wanted: string): Collector {
	let addresses: number[] = [];
	let encodings: number[] = [];
	let texts: string[] = [];
	let count = 0;
	return {
		add(bytes, address) {
			const decode = createDecoder(bytes);
			for (const found of findStrings(bytes, minimum)) {
				const text = decode(found);
				if (count < mostStrings && (wanted === '' || text.toLowerCase().includes(wanted))) {
					addresses.push(address + found.offset);
					encodings.push(found.encoding);
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
