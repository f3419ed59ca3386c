import {describe, expect, it} from 'vitest';
import {describeProtection, effectiveProtection} from '../../../source/model/windows/protection.ts';

describe('a protection', () => {
	it.each([
		[0, 'Reserved'],
		[0x01, 'No access'],
		[0x02, 'Read'],
		[0x04, 'Read/Write'],
		[0x08, 'Copy on write'],
		[0x10, 'Execute'],
		[0x20, 'Execute/Read'],
		[0x40, 'Execute/Read/Write'],
		[0x80, 'Execute/Copy on Write'],
		[0x104, 'Read/Write/Guard'],
		[0x404, 'Read/Write/WriteCombine'],
		[0x204, 'Read/Write/No cache'],
		[0x704, 'Read/Write/Guard/No cache/WriteCombine'],
	])('%i is called %s, as in VMMap', (protect, text) => {
		expect(describeProtection(protect)).toBe(text);
	});

	it('shows what is not known as a number', () => {
		expect(describeProtection(0x4000_0004)).toBe('Read/Write/0x40000000');
		expect(describeProtection(0x8000_0020)).toBe('Execute/Read/0x80000000');
		expect(describeProtection(0x06)).toBe('0x6');
	});

	it('counts only where memory is committed', () => {
		expect(effectiveProtection(0x1000, 4)).toBe(4);
		expect(effectiveProtection(0x2000, 4)).toBe(0);
	});
});
