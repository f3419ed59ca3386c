import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isCollectorSegment} from '../../../source/sampler/windows/structures/collector-segment.ts';
import {readMemoryCounters} from '../../../source/sampler/windows/structures/memory-counters.ts';
import {readPeHeaders} from '../../../source/sampler/windows/structures/pe-headers.ts';
import {readPointer, readText} from '../../../source/sampler/windows/structures/read-pointer.ts';
import {formatSid} from '../../../source/sampler/windows/structures/sid.ts';
import {readPageFlags, writePageAddress} from '../../../source/sampler/windows/structures/working-set-entries.ts';
import {layOut, layOutPe} from './layouts.ts';

describe('the headers of an image', () => {
	it('are read wherever they begin', () => {
		const sections = [{name: '.text', address: 0x1000, size: 0x2345}];
		expect(readPeHeaders(layOutPe({headerOffset: 0x40, sections}))).toEqual({
			machine: 0x8664,
			isDll: true,
			isLargeAddressAware: true,
			isDynamicBase: true,
			sizeOfImage: 0x6000,
			sizeOfHeaders: 0x400,
			sections: [{name: '.text', virtualAddress: 0x1000, virtualSize: 0x2345}],
		});
		expect(readPeHeaders(layOutPe({headerOffset: 0xe00}))).toMatchObject({sections: []});
	});

	it('take the size in the file of a section whose size in memory is 0', () => {
		const page = layOutPe({sections: [{name: 'old', address: 0x1000, size: 0}]});
		new DataView(page.buffer).setUint32(0x80 + 24 + 240 + 16, 0x600, true);
		expect(readPeHeaders(page)?.sections).toEqual([{name: 'old', virtualAddress: 0x1000, virtualSize: 0x600}]);
	});

	it('are none where a signature is missing or the section table does not fit', () => {
		const spoil = (offset: number, value: number) => {
			const page = layOutPe();
			new DataView(page.buffer).setUint16(offset, value, true);
			return readPeHeaders(page);
		};
		expect(spoil(0, 0)).toBeUndefined();
		expect(spoil(60, 0xfff0)).toBeUndefined();
		expect(spoil(0x80, 0)).toBeUndefined();
		expect(spoil(0x80 + 24, 0x107)).toBeUndefined();
		expect(spoil(0x80 + 6, 97)).toBeUndefined();
		expect(spoil(0x80 + 20, 0xffff)).toBeUndefined();
		expect(readPeHeaders(layOutPe().slice(0, 63))).toBeUndefined();
	});

	it('can be anything without harm', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(4095), fc.nat(255)), {maxLength: 40}), fc.nat(4096), (changes, length) => {
				const page = layOutPe({sections: [{name: '.text', address: 0x1000, size: 0x1000}]});
				for (const [offset, value] of changes) {
					page[offset] = value;
				}

				const facts = readPeHeaders(page.slice(0, length));
				expect(facts === undefined || facts.sections.length <= 96).toBe(true);
			}),
		);
	});
});

describe('numbers in structures', () => {
	it('are read in full, whatever the size of a pointer', () => {
		const view = new DataView(
			layOut(16, [
				[0, 0x7fff_ffff_f000, 8],
				[8, 0xffff_fff0, 4],
			]).buffer,
		);
		expect(readPointer(view, 0)).toBe(0x7fff_ffff_f000);
		expect(readPointer(view, 8, 4)).toBe(0xffff_fff0);
	});

	it('ask about a page by both halves of its address', () => {
		const entries = new Uint32Array(8).fill(7);
		writePageAddress(entries, 1, 0x7ff6_1234_5000);
		expect([...entries]).toEqual([7, 7, 7, 7, 0x1234_5000, 0x7ff6, 0, 0]);
		entries[6] = 0x8000_8001;
		expect(readPageFlags(entries, 1)).toBe(0x8000_8001);
	});
});

describe('texts in structures', () => {
	it('end at their length or at NUL, and keep what is no valid UTF-16', () => {
		const bytes = new Uint8Array(Buffer.from('ab\ud800c\0rest', 'utf16le'));
		expect(readText(bytes, 0, 2)).toBe('ab');
		expect(readText(bytes, 2, 8)).toBe('b\ud800c');
	});
});

describe('a SID', () => {
	it('is written as Windows writes it', () => {
		const bytes = layOut(16, [
			[0, 1, 1],
			[1, 2, 1],
			[7, 5, 1],
			[8, 32, 4],
			[12, 544, 4],
		]);
		expect(formatSid(new DataView(bytes.buffer))).toBe('S-1-5-32-544');
		expect(formatSid(new DataView(bytes.buffer, 0, 15))).toBeUndefined();
		expect(formatSid(new DataView(bytes.buffer, 0, 7))).toBeUndefined();
	});
});

describe('the counters of a process', () => {
	it('are without those that a shorter structure lacks or a system leaves at 0', () => {
		const fields = [
			[8, 9000, 8],
			[16, 8000, 8],
			[72, 7000, 8],
		] as const;
		expect(readMemoryCounters(new DataView(layOut(80, fields).buffer))).toMatchObject({
			WorkingSetSize: 8000,
			PrivateUsage: 7000,
		});
		const silent = readMemoryCounters(new DataView(layOut(96, [[16, 8000, 8]]).buffer));
		expect(silent).not.toHaveProperty('PrivateUsage');
		expect(silent).not.toHaveProperty('PrivateWorkingSetSize');
	});
});

describe('a GC segment', () => {
	it('has pointers that lie within it in their order, in 32 bits too', () => {
		const base = 0x200_0000;
		const end = base + 0x100_0000;
		const header = (size: 4 | 8, ...values: readonly number[]) =>
			new DataView(
				layOut(
					size * 5,
					values.map((value, index) => [index * size, value, size] as const),
				).buffer,
			);
		const good = [base + 0x2000, base + 0x5000, end, base + 0x3000, base + 0x28] as const;
		expect(isCollectorSegment(header(8, ...good), 8, base, end)).toBe(true);
		expect(isCollectorSegment(header(4, ...good), 4, base, end)).toBe(true);
		expect(isCollectorSegment(header(8, ...good), 8, base, end - 0x1000)).toBe(false);
		expect(isCollectorSegment(header(8, 0, 0, 0, 0, 0), 8, base, end)).toBe(false);
	});
});
