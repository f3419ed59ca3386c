import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	formatAddress,
	formatCount,
	formatMilliseconds,
	formatPercent,
	formatSignedCount,
	formatSignedSize,
	formatSize,
	parseAddress,
	parseSize,
} from '../../source/model/format.ts';

const kilobyte = 1024;
const terabyte = 1024 ** 4;

describe('formatSize', () => {
	test.each([
		[194_572 * kilobyte, 10, '194,572'],
		[4096, 10, '4'],
		[4095, 10, '3'],
		[1023, 10, '0'],
		[0, 10, ''],
		[undefined, 10, '?'],
		[999_999 * kilobyte, 7, '999,999'],
		[1_000_000 * kilobyte, 7, '976.5M'],
		[1024 ** 3, 7, '1.0G'],
		[1024 ** 3 - 1, 7, '1023.9M'],
		[128 * terabyte, 10, '128.0T'],
		[128 * terabyte, 4, '128T'],
		[2 ** 64, 10, '16.0E'],
		[128 * terabyte, 3, '~'],
		[undefined, 0, ''],
	])('shows %s bytes in %i cells as "%s"', (size, width, text) => {
		expect(formatSize(size, width)).toBe(text);
	});

	test('never takes more than its width', () => {
		fc.assert(
			fc.property(fc.double({min: 0, max: 2 ** 64, noNaN: true}), fc.nat(20), (size, width) => {
				expect(formatSize(size, width).length).toBeLessThanOrEqual(width);
			}),
		);
	});

	test('what it shows is read back as at most the size, and less than one step below it', () => {
		fc.assert(
			fc.property(fc.integer({min: 1, max: 2 ** 43}), fc.integer({min: 7, max: 20}), (kilobytes, width) => {
				const size = kilobytes * kilobyte;
				const text = formatSize(size, width);
				const isInKilobytes = /\d$/.test(text);
				const shown = parseSize(isInKilobytes ? `${text.replaceAll(',', '')}K` : text) ?? Number.NaN;
				const step = isInKilobytes ? 0 : (parseSize(`1${text.at(-1)}`) ?? 0) / 10;
				expect(shown).toBeLessThanOrEqual(size);
				expect(size - shown).toBeLessThanOrEqual(step);
			}),
		);
	});
});

test('counts have thousands separators where there is room', () => {
	expect(formatCount(1_234_567, 9)).toBe('1,234,567');
	expect(formatCount(1_234_567, 7)).toBe('1234567');
	expect(formatCount(1_234_567, 6)).toBe('~');
	expect(formatCount(123, 7)).toBe('123');
	expect(formatCount(0, 7)).toBe('');
	expect(formatCount(undefined, 7)).toBe('?');
});

describe('addresses', () => {
	test('have the digits of the target, in lower case', () => {
		expect(formatAddress(0x0804_8000, 8)).toBe('08048000');
		expect(formatAddress(0x7f3a_1234_5000, 16)).toBe('00007f3a12345000');
		expect(formatAddress(2 ** 64 - 4096, 16)).toBe('fffffffffffff000');
	});

	test('are written exactly as BigInt does, for every double up to 2^64', () => {
		fc.assert(
			fc.property(fc.double({min: 0, max: 2 ** 64, noNaN: true}).map(Math.floor), address => {
				expect(formatAddress(address, 16)).toBe(BigInt(address).toString(16).padStart(16, '0'));
			}),
		);
	});

	test('are read back as they were written', () => {
		fc.assert(
			fc.property(fc.double({min: 0, max: 2 ** 64 - 4096, noNaN: true}).map(Math.floor), address => {
				expect(parseAddress(formatAddress(address, 16))).toBe(address);
				expect(parseAddress(`0X${formatAddress(address, 8).toUpperCase()}`)).toBe(address);
			}),
		);
	});

	test('that a double cannot hold stay in their page', () => {
		fc.assert(
			fc.property(fc.bigInt({min: 0n, max: 2n ** 64n - 1n}), address => {
				const parsed = parseAddress(address.toString(16)) ?? Number.NaN;
				expect(BigInt(parsed)).toBeLessThanOrEqual(address);
				expect(BigInt(parsed) / 4096n).toBe(address / 4096n);
			}),
		);
	});

	test.each(['', '0x', 'xyz', '7f 3a', '-1', '12345678901234567'])('cannot be read of "%s"', text => {
		expect(parseAddress(text)).toBeUndefined();
	});
});

describe('parseSize', () => {
	test.each([
		['4096', 4096],
		['64K', 65_536],
		['1.5M', 1_572_864],
		['.5k', 512],
		['2.GB', 2 * 1024 ** 3],
		['3T', 3 * terabyte],
		['0', 0],
		['7b', 7],
	])('reads %s', (text, size) => {
		expect(parseSize(text)).toBe(size);
	});

	test.each(['', '.', 'K', '1KK', '1,000', '-1', '1e3', '5 K', 'five', '1KiB'])('reads nothing of "%s"', text => {
		expect(parseSize(text)).toBeUndefined();
	});
});

test('durations are in milliseconds below a second', () => {
	expect([0, 0.44, 3.14, 9.94, 9.96, 31.4, 999.4, 999.6, 1540].map(formatMilliseconds)).toEqual([
		'0.0 ms',
		'0.4 ms',
		'3.1 ms',
		'9.9 ms',
		'10 ms',
		'31 ms',
		'999 ms',
		'1.0 s',
		'1.5 s',
	]);
});

test('shares have one decimal, and only nothing looks like nothing', () => {
	expect([0, 0.0001, 0.0006, 0.4523, 1].map(formatPercent)).toEqual(['0.0%', '<0.1%', '0.1%', '45.2%', '100.0%']);
});

test('differences have their sign, none is empty, and the sign is in the width', () => {
	const sizes = [12_345 * 1024, -1.25 * 1024 ** 2, 0, undefined, 512, -512];
	expect(sizes.map(size => formatSignedSize(size, 10))).toEqual(['+12,345', '-1,280', '', '?', '+0', '-0']);
	expect(sizes.map(size => formatSignedSize(size, 5))).toEqual(['+12M', '-1.2M', '', '?', '+0', '-0']);
	expect([1024, -3, 0, undefined].map(count => formatSignedCount(count, 7))).toEqual(['+1,024', '-3', '', '?']);
	for (const width of [2, 3, 4, 5, 6, 7, 8, 12]) {
		const texts = sizes.map(size => formatSignedSize(size === undefined ? size : size * 999, width));
		expect(texts.filter(text => text.length > width)).toEqual([]);
	}
});
