import type {VmaScan} from '../vma-scan.ts';
import {anonymousRule} from './anonymous.ts';
import {arenaRule} from './arena.ts';
import {imageRule} from './image.ts';
import {mappedFileRule} from './mapped-file.ts';
import {namedRule} from './named.ts';
import type {RegionSink} from './region-rows.ts';
import {mainStackRule, namedStackRule, threadStackRule} from './stack.ts';

/** Rules in their order: each row of VMAs goes to the first that takes it. docs/definitions.md says them in words. */
const rules = [
	imageRule,
	mainStackRule,
	namedStackRule,
	threadStackRule,
	arenaRule,
	namedRule,
	mappedFileRule,
	anonymousRule,
];

/** Divides all VMAs into regions and classifies each. */
export function findRegions(scan: VmaScan, sink: RegionSink): void {
	const orderedRules = rules.map(rule => rule(scan, sink));
	let row = 0;
	while (row < scan.vmas.count) {
		const first = row;
		for (const rule of orderedRules) {
			row = rule(first);
			if (row > first) {
				break;
			}
		}

		if (row === first) {
			throw new Error(`No rule takes the VMA in row ${row}`);
		}
	}
}
