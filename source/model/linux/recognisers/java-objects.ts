import type {ReadWords} from '../clues.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {isArchive, isJvmLibrary} from './java-process.ts';

/** Whether an object of Java begins at an address. */
export type IsJavaObject = (address: number) => boolean;

/** Where classes lie unless the archive is elsewhere: pointers to them of 32 bits count from here (JDK 13 and newer). */
const usualBase = 0x8_0000_0000;

/** Bits of a mark above hash, age and lock, which are 0 (oops/markWord.hpp). */
const unusedBits = 39n;

/**
 * Knows objects by their header (oops/oop.hpp, before the compact headers of JDK 24):
 *
 *     0  mark: 01 in the lowest bits, age, 31 bits of hash, the rest 0
 *     8  class: a pointer, or 32 bits of it from a base on
 *
 * A class is known by its first word, which points to its virtual functions: in libjvm.so, or in the archive.
 */
export function recogniseJavaObjects(scan: VmaScan, readWords: ReadWords): IsJavaObject {
	const tables = listTables(scan);
	const bases = listBases(scan);
	const known = new Map<number, boolean>();

	function isClass(address: number): boolean {
		const before = known.get(address);
		if (before !== undefined) {
			return before;
		}

		const table = Number(readWords(address)?.[0] ?? 0n);
		const isKnown = tables.some(({start, limit}) => table >= start && table < limit);
		known.set(address, isKnown);
		return isKnown;
	}

	return address => {
		const [mark = 0n, word = 0n] = readWords(address) ?? [];
		if ((mark & 3n) !== 1n || mark >> unusedBits !== 0n || word === 0n) {
			return false;
		}

		const narrow = Number(word & 0xffff_ffffn);
		const candidates = [...bases.map(base => base + narrow), narrow * 8, Number(word & 0x7fff_ffff_ffffn)];
		return candidates.some(candidate => candidate !== 0 && candidate % 8 === 0 && isClass(candidate));
	};
}

type Range = {readonly start: number; readonly limit: number};

/** Where tables of virtual functions may lie. */
function listTables(scan: VmaScan): readonly Range[] {
	return rowsOf(scan, row => isArchive(scan, row) || isJvmLibrary(scan, row)).map(row => ({
		start: scan.vmas.start[row] ?? 0,
		limit: endOf(scan, row),
	}));
}

/** An archive that is not where classes usually lie is their base. */
function listBases(scan: VmaScan): readonly number[] {
	return [usualBase, ...rowsOf(scan, row => isArchive(scan, row)).map(row => scan.vmas.start[row] ?? 0)];
}

function rowsOf({vmas}: VmaScan, isWanted: (row: number) => boolean): readonly number[] {
	const rows: number[] = [];
	for (let row = 0; row < vmas.count; row++) {
		if (vmas.path[row] !== 0 && isWanted(row)) {
			rows.push(row);
		}
	}

	return rows;
}
