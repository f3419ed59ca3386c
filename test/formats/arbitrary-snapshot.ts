import fc from 'fast-check';
import {storedMeasures} from '../../source/model/measure.ts';
import {memoryTypes} from '../../source/model/memory-type.ts';
import {regionMeasure} from '../../source/model/region-measures.ts';
import type {LinuxBlockColumns, Snapshot} from '../../source/model/snapshot.ts';
import {keepRules} from '../helpers/keep-rules.ts';
import {type DescribedRegion, makeSnapshot} from '../helpers/snapshots.ts';

const page = 4096;

/** Any text that a process can have as a name: escape sequences, halves of surrogate pairs, formulas, separators. */
const text = fc.oneof(
	fc.string({unit: 'binary', maxLength: 12}),
	fc.constantFrom('', '\u001B[31mred', 'line\nbreak', '=1+2', '"quoted", and more', '\uD800', '\u202Eevil', 'a\u0085b'),
);

const bytes = fc.oneof(fc.constant(0), fc.nat({max: 2 ** 31 - 1}), fc.maxSafeNat());

const block = fc
	.record(
		{
			size: fc.integer({min: 1, max: 4096}).map(pages => pages * page),
			protection: fc.constantFrom('r-xp', 'rw-p', '---p', ''),
			details: text,
			measures: fc.record(
				Object.fromEntries(storedMeasures.filter(measure => measure !== 'size').map(measure => [measure, bytes])),
				{requiredKeys: []},
			),
		},
		{requiredKeys: ['size', 'protection', 'measures']},
	)
	.map(given => ({...given, measures: keepRules(given.size, given.measures)}));

const region = fc.record({
	gap: fc.nat({max: 1000}),
	type: fc.constantFrom(...memoryTypes.map(({name}) => name)),
	kind: text,
	details: text,
	evidence: text,
	isInferred: fc.boolean(),
	protection: text,
	blocks: fc.array(block, {minLength: 1, maxLength: 4}),
});

const facts = fc.record({
	time: fc.integer({min: 0, max: 4e12}),
	process: fc.record(
		{
			pid: fc.nat(),
			name: text,
			addressDigits: fc.constantFrom(8 as const, 16 as const),
			command: text,
			executable: text,
			architecture: fc.constantFrom('x64' as const, 'arm' as const),
			user: text,
			parentPid: fc.nat(),
			threads: fc.nat(),
			startTime: fc.integer({min: 0, max: 4e12}),
		},
		{requiredKeys: ['pid', 'name', 'addressDigits']},
	),
	cost: fc.record({
		milliseconds: fc.double({min: 0, max: 1e6, noNaN: true}).map(Math.abs),
		source: fc.constantFrom('smaps' as const, 'maps' as const),
		attempts: fc.integer({min: 1, max: 3}),
	}),
	notices: fc.array(text, {maxLength: 3}),
	counters: fc.dictionary(fc.string({minLength: 1, maxLength: 8}), bytes, {maxKeys: 4}),
});

/** Any snapshot that is one: regions in order, whole pages, up to the end of a 64-bit address space. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc
	.tuple(
		fc.constantFrom(0, 0x5555_5555_0000, 0xffff_ffff_8000_0000),
		fc.array(region, {maxLength: 6}),
		facts,
		fc.option(bytes, {nil: undefined}),
		fc.option(fc.array(fc.nat({max: 9}), {minLength: 6, maxLength: 6}), {nil: undefined}),
		fc.option(fc.record({text, number: fc.nat(), field: fc.option(bytes, {nil: undefined})}), {nil: undefined}),
	)
	.map(([base, described, given, pageTable, ownNumbers, linux]) => {
		let next = base;
		const regions: DescribedRegion[] = described.map(({gap, ...rest}) => {
			const start = next + gap * page;
			next = start + rest.blocks.reduce((sum, {size}) => sum + size, 0);
			return {...rest, start} as DescribedRegion;
		});
		const snapshot = makeSnapshot(regions, {
			...given,
			...(pageTable !== undefined && {pageTable}),
		} as Partial<Snapshot>);
		const withOwn = ownNumbers ? addRegionColumns(snapshot, ownNumbers) : snapshot;
		return linux ? addLinuxColumns(withOwn, linux) : withOwn;
	});

/** What Windows says of regions and what is no sum over their blocks. */
function addRegionColumns(snapshot: Snapshot, numbers: readonly number[]): Snapshot {
	const own = numbers.slice(0, snapshot.regions.count);
	const limits = regionMeasure(snapshot, 'committed') ?? regionMeasure(snapshot, 'size');
	return {
		...snapshot,
		regions: {
			...snapshot.regions,
			measures: {private: Float64Array.from(own, (number, region) => Math.min(number, limits?.[region] || 0))},
			runCount: Uint32Array.from(own),
		},
	};
}

function addLinuxColumns(
	snapshot: Snapshot,
	{text, number, field}: {readonly text: string; readonly number: number; readonly field: number | undefined},
): Snapshot {
	const {count} = snapshot.blocks;
	const row = snapshot.strings.length;
	const everySecond = (value: number) => Array.from({length: count}, (_, index) => (index % 2 === 0 ? value : 0));
	const linux: LinuxBlockColumns = {
		path: Uint32Array.from(everySecond(row)),
		device: Uint32Array.from(everySecond(row)),
		vmFlags: Uint32Array.from(everySecond(row)),
		offset: Float64Array.from(everySecond(number)),
		inode: Float64Array.from(everySecond(number)),
		fields: {
			Rss: Float64Array.from(everySecond(number)),
			FilePmdMapped: Float64Array.from(everySecond(field ?? Number.NaN)),
		},
	};
	return {...snapshot, strings: [...snapshot.strings, text], blocks: {...snapshot.blocks, linux}};
}
