import {file, named, type VmaScan} from '../vma-scan.ts';
import {anonymousRule} from './anonymous.ts';
import {arenaRule} from './arena.ts';
import {imageRule} from './image.ts';
import {mappedFileRule} from './mapped-file.ts';
import {namedRule} from './named.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';
import {mainStackRule, namedStackRule, threadStackRule} from './stack.ts';

/**
 * Rules by what backs the first VMA of a region, in their order: it goes to the first rule that takes it, and the last
 * takes whatever is left. docs/definitions.md says them in words.
 */
const rules = {
	file: [imageRule, mappedFileRule],
	named: [mainStackRule, namedStackRule, namedRule],
	anonymous: [mainStackRule, namedStackRule, threadStackRule, arenaRule, anonymousRule],
} as const;

/** Divides all VMAs into regions and classifies each. */
export function findRegions(scan: VmaScan, sink: RegionSink): void {
	const fileRules = rules.file.map(rule => rule(scan, sink));
	const namedRules = rules.named.map(rule => rule(scan, sink));
	const anonymousRules = rules.anonymous.map(rule => rule(scan, sink));
	for (let row = 0; row < scan.vmas.count; ) {
		const origin = scan.origin[row];
		row = applyFirst(origin === file ? fileRules : origin === named ? namedRules : anonymousRules, row);
	}
}

function applyFirst(candidates: readonly RegionRule[], row: number): number {
	for (const rule of candidates) {
		const end = rule(row);
		if (end > row) {
			return end;
		}
	}

	throw new Error(`No rule takes the VMA in row ${row}`);
}
