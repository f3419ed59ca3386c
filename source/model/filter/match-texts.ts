import {foldStrings} from '../folded-strings.ts';
import {memoryTypes} from '../memory-type.ts';
import type {Snapshot, TextColumn} from '../snapshot.ts';
import {protectionTest} from './match-protection.ts';
import type {Selection} from './selection.ts';
import type {TextField} from './term.ts';

/** A column of texts, and which texts match: a byte a row of the string table. */
type Lookup = {readonly column: TextColumn; readonly matches: Uint8Array};

/** Selects the regions of which one field, or that of one of their blocks, contains a text, in upper or lower case. */
export function matchField(snapshot: Snapshot, field: TextField, text: string): Selection {
	const {blocks, regions} = snapshot;
	switch (field) {
		case 'type':
			return matchTypes(snapshot, text);
		case 'protection': {
			// That of a region is a summary: the rights that are asked for have to be those of one block.
			const matches = testStrings(snapshot, protectionTest(text));
			return lookUp(snapshot, emptySelection(snapshot), [], [{column: blocks.protection, matches}]);
		}
		case 'details': {
			const matches = testStrings(snapshot, contains(text));
			const selection = emptySelection(snapshot);
			return lookUp(snapshot, selection, [{column: regions.details, matches}], [{column: blocks.details, matches}]);
		}
		case 'kind':
		case 'evidence': {
			const matches = testStrings(snapshot, contains(text));
			return lookUp(snapshot, emptySelection(snapshot), [{column: regions[field], matches}], []);
		}
	}
}

/** Selects the regions that contain a text in what they show: details, kind, type, protection; of blocks too. */
export function matchShownTexts(snapshot: Snapshot, text: string): Selection {
	const {blocks, regions} = snapshot;
	const matches = testStrings(snapshot, contains(text));
	return lookUp(
		snapshot,
		matchTypes(snapshot, text),
		[
			{column: regions.details, matches},
			{column: regions.kind, matches},
			{column: regions.protection, matches},
		],
		[
			{column: blocks.details, matches},
			{column: blocks.protection, matches},
		],
	);
}

function contains(text: string): (folded: string) => boolean {
	const wanted = text.toLowerCase();
	return folded => folded.includes(wanted);
}

/** Tests each distinct text once, in lower case, so that columns are then only looked up. */
function testStrings(snapshot: Snapshot, test: (folded: string) => boolean): Uint8Array {
	const folded = foldStrings(snapshot);
	const matches = new Uint8Array(folded.length);
	for (let row = 0; row < folded.length; row++) {
		matches[row] = test(folded[row] ?? '') ? 1 : 0;
	}

	return matches;
}

function emptySelection({regions}: Snapshot): Selection {
	return new Uint8Array(regions.count);
}

function matchTypes(snapshot: Snapshot, text: string): Selection {
	const test = contains(text);
	const selection = emptySelection(snapshot);
	const matches = Uint8Array.from(memoryTypes, ({name}) => (test(name.toLowerCase()) ? 1 : 0));
	if (matches.includes(1)) {
		const {type} = snapshot.regions;
		for (let region = 0; region < selection.length; region++) {
			selection[region] = matches[type[region] ?? 0] ?? 0;
		}
	}

	return selection;
}

/**
 * Adds to a selection the regions that match in one of their columns, or in one of their blocks. The loops have no
 * branch: which rows match is as good as random, and a branch that is not foreseen costs more than the rest.
 */
function lookUp(
	{blocks, regions}: Snapshot,
	selection: Selection,
	ofRegions: readonly Lookup[],
	ofBlocks: readonly Lookup[],
): Selection {
	for (const {column, matches} of ofRegions.filter(isUseful)) {
		for (let region = 0; region < regions.count; region++) {
			selection[region] = (selection[region] ?? 0) | (matches[column[region] ?? 0] ?? 0);
		}
	}

	for (const {column, matches} of ofBlocks.filter(isUseful)) {
		for (let row = 0; row < blocks.count; row++) {
			const region = blocks.region[row] ?? 0;
			selection[region] = (selection[region] ?? 0) | (matches[column[row] ?? 0] ?? 0);
		}
	}

	return selection;
}

function isUseful({matches}: Lookup): boolean {
	return matches.includes(1);
}
