import {describe, expect, test} from 'vitest';
import {recogniseKinds} from '../../../helpers/recognise.ts';

const first = '3d0e8000000-3d0ea900000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr';
const second = '3d0ec000000-3d0ed500000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr';
const library = '7f97d4122000-7f97d4128000 r--p 0 fe:00 9 /usr/lib/libmimalloc.so.2.0';
const cookie = 0xb86c_b0f4_dae1_f451n;

/** Words 24 to 31 of mi_segment_t of mimalloc 2.0.9: used, cookie, slices... */
function segment(address: bigint, mixed = cookie): readonly bigint[] {
	return [0n, 0n, 0x100n, address ^ mixed, 0x200n, 1n, 0n, 0x200n];
}

describe('segments of mimalloc', () => {
	test('are proven by a cookie that two of them share, also where it is linked statically', () => {
		const memory = {'3d0e80000c0': segment(0x3d0e8000000n), '3d0ec0000c0': segment(0x3d0ec000000n)};
		expect(recogniseKinds(`${first}\n${second}`, {memory})).toEqual(['Heap: mimalloc', 'Heap: mimalloc']);
	});

	test('are inferred where there is one only, or where nothing can be read, beside the library', () => {
		const memory = {'3d0e80000c0': segment(0x3d0e8000000n)};
		expect(recogniseKinds(`${first}\n${library}`, {memory})[0]).toBe('Heap: mimalloc?');
		expect(recogniseKinds(`${first}\n${library}`)[0]).toBe('Heap: mimalloc?');
		expect(recogniseKinds(first)[0]).toBe('Private Data: anonymous');
	});

	test('are not proven by cookies that differ, nor by words that are equal', () => {
		const differing = {'3d0e80000c0': segment(0x3d0e8000000n), '3d0ec0000c0': segment(0x3d0ec000000n, cookie + 1n)};
		expect(recogniseKinds(`${first}\n${second}`, {memory: differing})[0]).toBe('Private Data: anonymous');
		const mask = Array.from({length: 8}, () => 0xffff_ffff_ffff_ffffn);
		expect(recogniseKinds(`${first}\n${second}`, {memory: {'3d0e80000c0': mask, '3d0ec0000c0': mask}})[0]).toBe(
			'Private Data: anonymous',
		);
	});

	test('are no arenas of glibc, though one with its reserve has the shape of one', () => {
		const shaped = `
			3d0e8000000-3d0ea900000 rw-p 0 00:00 0 | VmFlags rd wr mr mw me nr
			3d0ea900000-3d0ec000000 ---p 0 00:00 0 | VmFlags mr mw me nr
		`;
		const memory = {'3d0e8000000': [0n, 0x10000n, 0x2000000n, 0n, 1n]};
		expect(recogniseKinds(shaped, {memory})).toEqual(['Private Data: anonymous']);
		expect(recogniseKinds(`${shaped}${library}`, {memory})[0]).toBe('Heap: mimalloc?');
	});

	test('are not seen in what a program with the library maps and charges itself', () => {
		expect(recogniseKinds(`3d0e8000000-3d0ea900000 rw-p 0 00:00 0 | VmFlags rd wr ac\n${library}`)[0]).toBe(
			'Private Data: anonymous',
		);
	});
});
