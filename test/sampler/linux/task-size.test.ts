import {expect, test} from 'vitest';
import {findTaskSize} from '../../../source/sampler/linux/task-size.ts';

test.each([
	['x86-64', 'x64', 16, 0x7fff_ffff_f000 - 0x1000, 0x7fff_ffff_f000],
	['x86-64 with mappings above 47 bits', 'x64', 16, 0x00ff_0000_0000_0000, 0x00ff_ffff_ffff_f000],
	['a 32-bit program on a 64-bit kernel', 'x86', 8, 0xffff_d000, 0xffff_e000],
	['a 32-bit kernel', 'x86', 8, 0xbfff_0000, 0xc000_0000],
	['arm64 with addresses of 48 bits', 'arm64', 16, 0xffff_f7ff_f000, 2 ** 48],
	['arm64 with addresses of 39 bits', 'arm64', 16, 0x7f_f7ff_f000, 2 ** 39],
	['an unknown 64-bit architecture', undefined, 16, 0x7ffc_0000_0000, 0x7fff_ffff_f000],
	['an end above all that is known', 'arm64', 16, 2 ** 60, 2 ** 60],
] as const)('%s', (_, architecture, digits, end, size) => {
	expect(findTaskSize(architecture, digits, end)).toBe(size);
});
