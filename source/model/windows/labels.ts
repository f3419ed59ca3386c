import type {AddressRange, LandmarkFacts, ThreadFacts} from './findings.ts';
import {allocationEnd, type MemoryRuns} from './memory-runs.ts';
import type {PeFacts} from './pe-facts.ts';
import {roundUp} from './round-up.ts';

/** A part of a region that has a name of its own. */
export type Label = AddressRange & {readonly text: string};

/**
 * The parts of regions that have names, ascending, without overlaps, on page boundaries: sections of images, and
 * environment blocks. `images` are by allocation base.
 */
export function findLabels(
	runs: MemoryRuns,
	images: ReadonlyMap<number, PeFacts>,
	threads: readonly ThreadFacts[],
	landmarks: readonly LandmarkFacts[],
	pageSize: number,
): readonly Label[] {
	const labels = [
		...[...images].flatMap(([base, facts]) => labelSections(base, allocationEnd(runs, base), facts, pageSize)),
		...threads.flatMap(({id, environmentBlocks}) =>
			environmentBlocks.map(range => ({...range, text: `Thread Environment Block ID: ${id}`})),
		),
		...landmarks.flatMap(({address, end, name}) => (end === undefined ? [] : [{start: address, end, text: name}])),
	];
	return withoutOverlaps(labels.toSorted((a, b) => a.start - b.start));
}

/**
 * `Header`, then the sections by name, as VMMap labels them; gaps between sections have none. An image that is mapped
 * in another alignment than its pages (some drivers) is not divided.
 */
function labelSections(base: number, end: number, facts: PeFacts, pageSize: number): readonly Label[] {
	if (facts.sections.some(({virtualAddress}) => virtualAddress % pageSize !== 0)) {
		return [];
	}

	const toLabel = (text: string, offset: number, size: number): Label => ({
		start: base + offset,
		end: Math.min(end, base + offset + roundUp(size, pageSize)),
		text,
	});
	return [
		toLabel('Header', 0, facts.sizeOfHeaders),
		...facts.sections.map(({name, virtualAddress, virtualSize}) => toLabel(name, virtualAddress, virtualSize)),
	].filter(label => label.start < label.end);
}

function withoutOverlaps(labels: readonly Label[]): readonly Label[] {
	const kept: Label[] = [];
	let free = 0;
	for (const label of labels) {
		const start = Math.max(label.start, free);
		if (start < label.end) {
			kept.push({...label, start});
			free = label.end;
		}
	}

	return kept;
}
