import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Finding, Inspection} from '../../../../source/model/inspection.ts';
import {parseNeedle} from '../../../../source/model/strings/parse-needle.ts';
import {findBytes} from '../../../../source/sampler/inspection/find-bytes.ts';
import {openMemory} from '../../../../source/sampler/linux/memory/open-memory.ts';
import type {ProcessMemory} from '../../../../source/sampler/process-memory.ts';
import {startContents} from '../../../helpers/contents-target.ts';

type Find = Extract<Inspection, {kind: 'find'}>;
type Match = Extract<Finding, {kind: 'match'}>;

const find = async (memory: ProcessMemory, asked: Omit<Find, 'kind' | 'search'>, isStopped = () => false) => {
	let last: Match | undefined;
	for await (const finding of findBytes(memory, {kind: 'find', search: 1, ...asked}, isStopped)) {
		if (finding.kind !== 'match') {
			throw new Error('It was refused');
		}

		last = finding;
	}

	return last;
};

const needlesOf = (text: string) => {
	const needle = parseNeedle(text);
	return needle.kind === 'needle' ? needle.bytes : [];
};

test('a text is found in a process forward and backward, in both encodings and over the edge of two pages', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const memory = openMemory(target.pid);
	const text = {start, end, needles: needlesOf('text')};
	expect(await find(memory, {...text, from: start, isBackward: false})).toMatchObject({address: start + 70, length: 4});
	expect(await find(memory, {...text, from: start + 71, isBackward: false})).toMatchObject({
		address: start + 210,
		length: 8,
	});
	expect(await find(memory, {...text, from: end, isBackward: true})).toMatchObject({address: start + 210});
	expect(await find(memory, {...text, from: start + 210, isBackward: true})).toMatchObject({address: start + 70});
	expect(await find(memory, {...text, from: start + 211, isBackward: false})).not.toHaveProperty('address');
	const edge = {start, end, needles: needlesOf('over the edge'), from: start, isBackward: false};
	expect(await find(memory, edge)).toMatchObject({address: start + 3 * 4096 - 4});
	memory.close();
});

/** Memory that holds what is given from address 0 on, of which some pages are missing. */
const madeUp = (bytes: Uint8Array, missing: readonly number[], pageSize = 16): ProcessMemory => ({
	pageSize,
	findPages: ({start, end}) =>
		Array.from({length: (end - start) / pageSize}, (_, page) => start + page * pageSize)
			.filter(address => !missing.includes(address / pageSize) && address < bytes.length)
			.map(address => ({start: address, end: address + pageSize, state: 'in memory'})),
	read(address, into) {
		into.set(bytes.subarray(address, address + into.length));
		return Math.min(into.length, bytes.length - address);
	},
	listMappings: () => [],
	close() {},
});

test('the place is that of a search through all bytes, whatever the place it begins at', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(1, 2), {minLength: 64, maxLength: 64}),
			fc.array(fc.constantFrom(1, 2), {minLength: 1, maxLength: 5}),
			fc.nat(64),
			fc.boolean(),
			async (values, wanted, from, isBackward) => {
				const bytes = Buffer.from(values);
				const needle = Buffer.from(wanted);
				const expected = isBackward
					? from === 0
						? -1
						: bytes.lastIndexOf(needle, from - 1)
					: bytes.subarray(from).indexOf(needle) + (bytes.subarray(from).includes(needle) ? from : 0);
				const match = await find(madeUp(bytes, []), {
					start: 0,
					end: 64,
					needles: [Uint8Array.from(wanted)],
					from,
					isBackward,
				});
				expect(match?.address ?? -1).toBe(expected);
			},
		),
	);
});

test('backward, a text is not found again at the place it was found at last', async () => {
	const bytes = Buffer.alloc(64);
	bytes.write('text', 8);
	bytes.write('text', 32);
	const asked = {start: 0, end: 64, needles: needlesOf('text'), isBackward: true};
	expect(await find(madeUp(bytes, []), {...asked, from: 32})).toMatchObject({address: 8});
	expect(await find(madeUp(bytes, [0, 1]), {...asked, from: 32})).not.toHaveProperty('address');
});

test('the progress is that of what was looked through, however small its runs are', async () => {
	const bytes = Buffer.alloc(128);
	bytes.write('text', 36);
	const asked = {start: 0, end: 128, needles: needlesOf('text'), from: 0, isBackward: false};
	expect(await find(madeUp(bytes, [1, 4]), asked)).toMatchObject({address: 36, done: 48, total: 96});
});

test('what is over the edge of a page that is missing is not found', async () => {
	const bytes = Buffer.alloc(64, 'abcdefgh');
	const asked = {start: 0, end: 64, needles: [Buffer.from('habc')], isBackward: false};
	expect(await find(madeUp(bytes, [1]), {...asked, from: 0})).toMatchObject({address: 7});
	expect(await find(madeUp(bytes, [1]), {...asked, from: 8})).toMatchObject({address: 39});
});

test('a page that cannot be read is passed over, and what is behind it is found', async () => {
	const bytes = Buffer.alloc(64, 'abcdefgh');
	bytes.write('needle', 40);
	const memory = madeUp(bytes, []);
	const unreadable = {
		...memory,
		/** The second page of 16 bytes. */
		read(address: number, into: Uint8Array<ArrayBuffer>) {
			const readable = address < 16 ? 16 - address : address < 32 ? 0 : into.length;
			return readable === 0 ? 0 : memory.read(address, into.subarray(0, readable));
		},
	};
	const asked = {start: 0, end: 64, needles: needlesOf('needle')};
	expect(await find(unreadable, {...asked, from: 0, isBackward: false})).toMatchObject({address: 40});
	expect(await find(unreadable, {...asked, from: 64, isBackward: true})).toMatchObject({address: 40});
	const before = {...asked, needles: needlesOf('efgh'), from: 32, isBackward: true};
	expect(await find(unreadable, before)).toMatchObject({address: 12});
});

test('what stands over the edge of two chunks is found', async () => {
	const bytes = Buffer.alloc(12 << 20);
	const place = (8 << 20) - 3;
	bytes.write('needle', place);
	const asked = {start: 0, end: bytes.length, needles: needlesOf('needle')};
	const memory = madeUp(bytes, [], 1 << 20);
	expect(await find(memory, {...asked, from: 0, isBackward: false})).toMatchObject({address: place});
	expect(await find(memory, {...asked, from: bytes.length, isBackward: true})).toMatchObject({address: place});
});

test('it can be stopped', async () => {
	const asked = {start: 0, end: 64 << 20, needles: needlesOf('needle'), from: 0, isBackward: false};
	const match = await find(madeUp(Buffer.alloc(64 << 20), [], 1 << 20), asked, () => true);
	expect(match?.isEnd).not.toBe(true);
});
