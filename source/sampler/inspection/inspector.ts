import type {Finding, Inspection} from '../../model/inspection.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../process-memory.ts';
import {readRange} from './read-range.ts';
import {saveRange} from './save-range.ts';

/** Looks into the memory of one process for the screen. What takes long is done in pieces, between samples. */
export type Inspector = {
	readonly inspect: (inspection: Inspection) => void;
	readonly close: () => void;
};

/** `openMemory` is called when something is first asked for; undefined where this system cannot do that. */
export function createInspector(
	openMemory: (() => ProcessMemory) | undefined,
	onFinding: (finding: Finding) => void,
): Inspector {
	let memory: ProcessMemory | undefined;

	const inspect = async (inspection: Inspection): Promise<void> => {
		memory ??= openMemory?.();
		const result = memory ? await perform(memory, inspection) : notHere;
		onFinding(isRefusal(result) ? {kind: 'refused', inspection: inspection.kind, sentence: result.sentence} : result);
	};

	return {
		inspect: inspection => void inspect(inspection),
		close: () => memory?.close(),
	};
}

const notHere: Refusal = {
	kind: 'refusal',
	sentence: 'The contents of memory can be looked at on Linux only, and of a process of this machine.',
};

async function perform(memory: ProcessMemory, inspection: Inspection): Promise<Finding | Refusal> {
	switch (inspection.kind) {
		case 'read':
			return readRange(memory, inspection, inspection.limit);
		case 'save':
			return saveRange(memory, inspection, inspection.file);
	}
}
