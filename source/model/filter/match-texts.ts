import {foldStrings} from '../folded-strings.ts';
import {memoryTypes} from '../memory-type.ts';
import type {Snapshot, TextColumn} from '../snapshot.ts';
import {protectionTest} from './match-protection.ts';
import type {Selection} from './selection.ts';
import type {TextField} from './term.ts';

/** Selects the regions of which one field, or that of one of their blocks, contains a text, in upper or lower case. */
export function matchField(snapshot: Snapshot, field: TextField, text: string): Selection {
	const {blocks, regions} = snapshot;
	const selection = new Uint8Array(regions.count);
	switch (field) {
		case 'type':
			matchTypes(snapshot, text, selection);
			break;
		case 'protection':
			// That of a region is a summary: the rights that are asked for have to be those of one block.
			matchBlockColumn(snapshot, blocks.protection, testStrings(snapshot, protectionTest(text)), selection);
			break;
		case 'details': {
			const matches = testStrings(snapshot, contains(text));
			matchRegionColumn(regions.details, matches, selection);
			matchBlockColumn(snapshot, blocks.details, matches, selection);
			break;
		}
		default:
			matchRegionColumn(regions[field], testStrings(snapshot, contains(text)), selection);
	}

	return selection;
}

/** Selects the regions that contain a text in what they show: details, kind, type, protection; of blocks too. */
export function matchShownTexts(snapshot: Snapshot, text: string): Selection {
	const {blocks, regions} = snapshot;
	const selection = new Uint8Array(regions.count);
	matchTypes(snapshot, text, selection);
	const matches = testStrings(snapshot, contains(text));
	for (const column of [regions.details, regions.kind, regions.protection]) {
		matchRegionColumn(column, matches, selection);
	}

	matchBlockColumn(snapshot, blocks.details, matches, selection);
	matchBlockColumn(snapshot, blocks.protection, matches, selection);
	return selection;
}

function contains(text: string): (folded: string) => boolean {
	const wanted = text.toLowerCase();
	return folded => folded.includes(wanted);
}

/**
 * Tests each distinct text once, in lower case, so that columns are then only looked up. Undefined where none matches.
 */
function testStrings(snapshot: Snapshot, test: (folded: string) => boolean): Selection | undefined {
	const folded = foldStrings(snapshot);
	const matches = new Uint8Array(folded.length);
	let isAny = false;
	for (const [row, text] of folded.entries()) {
		if (test(text)) {
			matches[row] = 1;
			isAny = true;
		}
	}

	return isAny ? matches : undefined;
}

function matchTypes({regions}: Snapshot, text: string, selection: Selection): void {
	const test = contains(text);
	const matches = Uint8Array.from(memoryTypes, ({name}) => (test(name.toLowerCase()) ? 1 : 0));
	if (!matches.includes(1)) {
		return;
	}

	for (let region = 0; region < regions.count; region++) {
		selection[region] = matches[regions.type[region] ?? 0] ?? 0;
	}
}

function matchRegionColumn(column: TextColumn, matches: Selection | undefined, selection: Selection): void {
	if (!matches) {
		return;
	}

	for (let region = 0; region < selection.length; region++) {
		if (matches[column[region] ?? 0] === 1) {
			selection[region] = 1;
		}
	}
}

function matchBlockColumn(
	{blocks}: Snapshot,
	column: TextColumn,
	matches: Selection | undefined,
	selection: Selection,
): void {
	if (!matches) {
		return;
	}

	for (let row = 0; row < blocks.count; row++) {
		if (matches[column[row] ?? 0] === 1) {
			selection[blocks.region[row] ?? 0] = 1;
		}
	}
}
