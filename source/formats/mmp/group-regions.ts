import type {VmmapRegion} from '../vmmap/vmmap-region.ts';
import type {RegionElement} from './read-region-element.ts';

/** An element `Region` with those that stand within it. */
export type RegionTree = RegionElement & {readonly children: readonly RegionElement[]};

/**
 * Makes regions with blocks of what stands in the file. Blocks may be nested in their region or follow it: there Blocks
 * is 0, and they lie within the region before. Rows of free and unusable space are regions like all others.
 */
export function groupRegions(elements: readonly RegionTree[]): readonly VmmapRegion[] {
	const groups: {readonly region: RegionElement; readonly blocks: RegionElement[]}[] = [];
	for (const element of elements) {
		const last = groups.at(-1);
		if (last && element.blocks === 0 && isWithin(element, last.region)) {
			last.blocks.push(element);
			for (const child of element.children) {
				last.blocks.push(child);
			}
		} else {
			groups.push({region: element, blocks: [...element.children]});
		}
	}

	return groups
		.map(({region: {row, type, blocks: count, place}, blocks}) => ({
			...row,
			...type,
			blocks: count === 0 ? undefined : count,
			rows: blocks.map(block => block.row).toSorted((one, other) => one.address - other.address),
			place,
		}))
		.toSorted((one, other) => one.address - other.address);
}

function isWithin({row: inner}: RegionElement, {row: outer}: RegionElement): boolean {
	return inner.address >= outer.address && inner.address + inner.size <= outer.address + outer.size;
}
