import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseNumaLine} from '../../../source/sampler/linux/numa-maps.ts';

const kilobyte = 1024;

test('a line of numa_maps tells where its pages are, in units of its page size', () => {
	const line = '55b27bcb9000 default file=/usr/bin/cat mapped=7 mapmax=3 N0=2 N1=5 kernelpagesize_kB=4';
	expect(parseNumaLine(line)).toEqual({
		start: 0x55b2_7bcb_9000,
		nodes: [
			{node: 0, bytes: 8 * kilobyte},
			{node: 1, bytes: 20 * kilobyte},
		],
	});
	const huge = '7f0000000000 bind:1 file=/dev/hugepages/a huge anon=3 dirty=3 N1=3 kernelpagesize_kB=2048';
	expect(parseNumaLine(huge)?.nodes).toEqual([{node: 1, bytes: 3 * 2048 * kilobyte}]);
	expect(parseNumaLine('7ffea733a000 default')).toEqual({start: 0x7ffe_a733_a000, nodes: []});
});

test('any other text tells nothing, or numbers', () => {
	expect(parseNumaLine('')).toBeUndefined();
	const part = fc.constantFrom('55b27bcb9000 ', 'default ', 'N0=2 ', 'N=', '=1 ', 'kernelpagesize_kB=4', '\n', ' ');
	fc.assert(
		fc.property(fc.array(fc.oneof(part, fc.string())), parts => {
			const nodes = parseNumaLine(parts.join(''))?.nodes ?? [];
			expect(nodes.every(({node, bytes}) => node >= 0 && Number.isSafeInteger(node) && bytes >= 0)).toBe(true);
		}),
	);
});
