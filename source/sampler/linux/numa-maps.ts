import {closeSync, openSync, readSync} from 'node:fs';
import type {NodeBytes, Range} from '../../model/inspection.ts';
import {decodeText} from './decode-text.ts';
import {unlessRefused} from './system-error.ts';

/** A read gives at most about a page, whatever it is asked for (seq_file). */
const readSize = 64 * 1024;

/**
 * Reads on which NUMA nodes the pages of the mappings in `range` lie, from numa_maps in a folder of /proc. Undefined where
 * the kernel has none (CONFIG_NUMA), where it may not be read, or where no mapping begins in the range.
 */
export function readNodes(folder: string, range: Range): readonly NodeBytes[] | undefined {
	return unlessRefused(() => sumNodes(`${folder}/numa_maps`, range));
}

function sumNodes(path: string, {start, end}: Range): readonly NodeBytes[] | undefined {
	const nodes = new Map<number, number>();
	let isThere = false;
	// In the order of addresses, and there is no way to ask for a part.
	for (const line of readLines(path)) {
		const mapping = parseNumaLine(line);
		if (mapping && mapping.start >= end) {
			break;
		}

		if (mapping && mapping.start >= start) {
			isThere = true;
			for (const {node, bytes} of mapping.nodes) {
				nodes.set(node, (nodes.get(node) ?? 0) + bytes);
			}
		}
	}

	return isThere
		? [...nodes].map(([node, bytes]) => ({node, bytes})).toSorted((one, other) => one.node - other.node)
		: undefined;
}

/**
 * Parses a line of numa_maps (numa(7), fs/proc/task_mmu.c): pages on each node, in units of the mapping's page size.
 *
 * 55b27bcb9000 default file=/usr/bin/cat mapped=2 mapmax=3 N0=2 kernelpagesize_kB=4
 */
export function parseNumaLine(
	line: string,
): {readonly start: number; readonly nodes: readonly NodeBytes[]} | undefined {
	const [, address] = /^([\da-f]{1,16}) /v.exec(line) ?? [];
	if (address === undefined) {
		return undefined;
	}

	// A name may hold anything but blanks, which are escaped, so that words are words.
	const words = line.split(' ');
	const [, kilobytes] = /^kernelpagesize_kB=(\d{1,9})$/v.exec(words.at(-1)?.trimEnd() ?? '') ?? [];
	const nodes = words.flatMap(word => {
		const [, node, pages] = /^N(\d{1,5})=(\d{1,15})$/v.exec(word.trimEnd()) ?? [];
		return node === undefined || kilobytes === undefined
			? []
			: [{node: Number(node), bytes: Number(pages) * Number(kilobytes) * 1024}];
	});
	return {start: Number.parseInt(address, 16), nodes};
}

function* readLines(path: string): Generator<string> {
	const descriptor = openSync(path, 'r');
	try {
		const buffer = new Uint8Array(readSize);
		let rest = '';
		for (;;) {
			const count = readSync(descriptor, buffer, 0, buffer.length, null);
			if (count === 0) {
				break;
			}

			// Bytes that are no text are in names only, which are of no interest here.
			const lines = (rest + decodeText(buffer.subarray(0, count))).split('\n');
			rest = lines.pop() ?? '';
			yield* lines;
		}

		if (rest !== '') {
			yield rest;
		}
	} finally {
		closeSync(descriptor);
	}
}
