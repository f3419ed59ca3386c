import {readFileSync} from 'node:fs';
import type {ElfAnswer} from '../../source/model/linux/elf-facts.ts';

const programHeaderTypes = {load: 1, interpreter: 3};

/** Reads the headers of a 64-bit little-endian ELF file, trusting it. */
export function readElfPlainly(path: string): ElfAnswer {
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
	} catch {
		return undefined;
	}

	if (bytes.subarray(0, 4).toString('latin1') !== '\u007FELF') {
		return 'not ELF';
	}

	const number = (offset: number): number => Number(bytes.readBigUInt64LE(offset));
	const headers = Array.from(
		{length: bytes.readUInt16LE(56)},
		(_, index) => number(32) + index * bytes.readUInt16LE(54),
	).map(offset => ({
		type: bytes.readUInt32LE(offset),
		offset: number(offset + 8),
		virtualAddress: number(offset + 16),
		fileSize: number(offset + 32),
		memorySize: number(offset + 40),
	}));
	const isPositionIndependent = bytes.readUInt16LE(16) === 3;
	const hasInterpreter = headers.some(({type}) => type === programHeaderTypes.interpreter);
	return {
		role: !isPositionIndependent || hasInterpreter ? 'executable' : 'shared library',
		isPositionIndependent,
		segments: headers.filter(({type}) => type === programHeaderTypes.load),
	};
}
