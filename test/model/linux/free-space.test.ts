import {describe, expect, test} from 'vitest';
import {summarize} from '../../../source/model/summary.ts';
import {listAllRegions, snapshotOf} from '../../helpers/vmas.ts';

describe('space without a mapping', () => {
	test('is free up to the end of user space, above which nothing is', () => {
		const snapshot = snapshotOf(`
			400000-401000 r--p 0 00:00 0
			401000-402000 r--p 0 fd:01 7 /a
			7fff00000000-7fff00001000 rw-p 0 00:00 0
			ffffffffff600000-ffffffffff601000 --xp 0 00:00 0 [vsyscall]
		`);
		expect(listAllRegions(snapshot)).toEqual([
			'0 Unusable: below mmap_min_addr',
			'10000 Free: free',
			'400000 Private Data: anonymous | r--p',
			'401000 Mapped File: file | /a | r--p',
			'402000 Free: free',
			'7fff00000000 Private Data: anonymous | rw-p',
			'7fff00001000 Free: free',
			'ffffffffff600000 Image: vsyscall | [vsyscall] | --xp',
		]);
		const free = summarize(snapshot).types.find(({type}) => type === 'Free');
		expect(free).toMatchObject({regions: 3, blocks: 3, largest: 0x7fff_0000_0000 - 0x40_2000});
	});

	test('cannot be used below vm.mmap_min_addr, around a mapping as well', () => {
		expect(listAllRegions(snapshotOf('3000-4000 rw-p 0 00:00 0')).slice(0, 4)).toEqual([
			'0 Unusable: below mmap_min_addr',
			'3000 Private Data: anonymous | rw-p',
			'4000 Unusable: below mmap_min_addr',
			'10000 Free: free',
		]);
	});

	test('is all that there is to give where vm.mmap_min_addr is 0', () => {
		expect(listAllRegions(snapshotOf('3000-4000 rw-p 0 00:00 0', {mmapMinAddress: 0}))[0]).toBe('0 Free: free');
	});

	test('below a stack is unusable as far as there is any', () => {
		const lines = listAllRegions(
			snapshotOf(`
			7ffcfffff000-7ffd00000000 rw-p 0 00:00 0
			7ffd00080000-7ffd000a0000 rw-p 0 00:00 0 [stack] | VmFlags rd wr gd
		`),
		);
		expect(lines.slice(3, 5)).toEqual([
			'7ffd00000000 Unusable: stack guard gap',
			'7ffd00080000 Stack: main stack | [stack] | rw-p',
		]);
	});

	test('has no protection and is not inferred', () => {
		const {blocks, regions} = snapshotOf('');
		expect([...blocks.protection, ...regions.protection, ...regions.isInferred]).toEqual([0, 0, 0, 0, 0, 0]);
	});
});
