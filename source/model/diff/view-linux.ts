import type {BlockColumns, LinuxBlockColumns, NumberColumn, TextColumn} from '../snapshot.ts';
import {chooseNumbers, chooseTexts} from './choose-rows.ts';
import type {SnapshotDiff} from './diff-snapshots.ts';
import type {Restated, Subtract} from './signed-column.ts';
import {subtractKnown} from './subtract-measures.ts';

/**
 * Adds what only Linux knows. That is more than all the rest, and shown of single rows only, so it is made when it is asked
 * for.
 */
export function addLinux(
	diff: SnapshotDiff,
	blocks: BlockColumns,
	subtract: Subtract,
	restated: Map<string, Restated>,
): BlockColumns {
	const {linux} = diff.after.snapshot.blocks;
	if (!linux) {
		return blocks;
	}

	let made: LinuxBlockColumns | undefined;
	return {
		...blocks,
		get linux() {
			made ??= viewLinux(diff, linux, subtract, restated);
			return made;
		},
	};
}

function viewLinux(
	diff: SnapshotDiff,
	linux: LinuxBlockColumns,
	subtract: Subtract,
	restated: Map<string, Restated>,
): LinuxBlockColumns {
	const {rows} = diff;
	const old = diff.before.snapshot.blocks.linux;
	const fields: Record<string, NumberColumn> = {};
	for (const [name, column] of Object.entries(linux.fields)) {
		const signed = subtractKnown(`fields.${name}`, old?.fields[name], column, subtract, restated);
		if (signed) {
			fields[name] = signed;
		}
	}

	const choose = (name: 'path' | 'device' | 'vmFlags'): TextColumn =>
		chooseTexts(diff, ({blocks}) => blocks.linux?.[name]);
	return {
		path: choose('path'),
		offset: chooseNumbers(rows, old?.offset, linux.offset),
		device: choose('device'),
		inode: chooseNumbers(rows, old?.inode, linux.inode),
		vmFlags: choose('vmFlags'),
		fields,
	};
}
