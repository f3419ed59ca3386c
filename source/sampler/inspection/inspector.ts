import type {EmptiedWorkingSet, Finding, Inspection, Range, RangeFacts} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import type {JvmLink} from '../sampler.ts';
import {findBytes} from './find-bytes.ts';
import {walkHeap} from './heap/walk-heap.ts';
import {readRange} from './read-range.ts';
import {saveRange} from './save-range.ts';
import {searchStrings} from './search-strings.ts';

/** Looks into the memory of one process for the screen. What takes long is done in pieces, between samples. */
export type Inspector = {
	readonly inspect: (inspection: Inspection) => void;
	readonly close: () => void;
};

/** What an inspector uses of the system that it is on. */
export type InspectedProcess = {
	/** Called when contents are first asked for; undefined where they cannot be looked at. */
	readonly openMemory: (() => ProcessMemory) | undefined;
	readonly emptyWorkingSet: (ranges: readonly Range[]) => EmptiedWorkingSet | Refusal;
	/** Undefined where there is nothing to be found out. */
	readonly describe: ((range: Range) => RangeFacts) | undefined;
	/** Undefined where no JVM can be asked. */
	readonly jvm: JvmLink | undefined;
};

export function createInspector(
	{openMemory, emptyWorkingSet, describe, jvm}: InspectedProcess,
	onFinding: (finding: Finding) => void,
): Inspector {
	let memory: ProcessMemory | undefined;
	const search = createTask();
	const walk = createTask();
	const find = createTask();
	const closing = new AbortController();

	type Send = (result: Finding | Refusal) => void;

	const inspect = async (inspection: Inspection): Promise<void> => {
		const send: Send = result =>
			onFinding(isRefusal(result) ? {kind: 'refused', inspection: inspection.kind, sentence: result.sentence} : result);
		switch (inspection.kind) {
			case 'empty': {
				const result = emptyWorkingSet(inspection.ranges);
				send(isRefusal(result) ? result : {kind: 'emptied', result});
				break;
			}
			case 'describe':
				send({...inspection, kind: 'described', facts: describe?.(inspection) ?? {}});
				break;
			case 'ask jvm': {
				const account = await (jvm?.ask(closing.signal) ?? noJvmHere);
				send(isRefusal(account) ? account : {kind: 'jvm', account});
				break;
			}
			case 'forget jvm':
				jvm?.forget();
				send({kind: 'jvm', account: undefined});
				break;
			case 'stop':
				search.stop();
				walk.stop();
				break;
			case 'stop find':
				find.stop();
				break;
			default:
				await inspectMemory(inspection, send);
		}
	};

	const inspectMemory = async (
		inspection: Extract<Inspection, {kind: 'read' | 'save' | 'search' | 'walk heap' | 'find'}>,
		send: Send,
	): Promise<void> => {
		memory ??= openMemory?.();
		if (!memory) {
			send(notHere);
			return;
		}

		switch (inspection.kind) {
			case 'read':
				send(readRange(memory, inspection, inspection.limit));
				break;
			case 'save':
				send(await saveRange(memory, inspection, inspection.file));
				break;
			case 'search':
				for await (const result of searchStrings(memory, inspection, search.begin())) {
					send(result);
				}

				break;
			case 'walk heap':
				for await (const result of walkHeap(memory, inspection, walk.begin())) {
					send(result);
				}

				break;
			case 'find':
				for await (const result of findBytes(memory, inspection, find.begin())) {
					send(result);
				}

				break;
		}
	};

	return {
		inspect: inspection => void inspect(inspection),
		close() {
			search.stop();
			walk.stop();
			find.stop();
			closing.abort();
			memory?.close();
		},
	};
}

/** What goes on over many turns, of which one runs at a time. */
type Task = {
	/** Stops the one before it. Gives what tells the new one whether it was stopped. */
	readonly begin: () => () => boolean;
	readonly stop: () => void;
};

function createTask(): Task {
	let current = 0;
	const stop = (): void => {
		current++;
	};

	return {
		begin() {
			stop();
			const own = current;
			return () => own !== current;
		},
		stop,
	};
}

const noJvmHere: Refusal = {
	kind: 'refusal',
	sentence: 'A JVM can be asked on Linux only, and on this machine.',
};

const notHere: Refusal = {
	kind: 'refusal',
	sentence: 'The contents of memory can be looked at of a process of this machine only.',
};
