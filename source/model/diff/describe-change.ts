import {formatAddress, formatSize} from '../format.ts';
import type {Measure} from '../measure.ts';
import {typeName} from '../memory-type.ts';
import {regionMeasure} from '../region-measures.ts';
import {numberAt, regionStart, type Snapshot, textAt} from '../snapshot.ts';
import {changeName} from './change.ts';
import type {DiffSnapshot} from './diff-view.ts';

/** Wide enough for every size in K. */
const sizeWidth = 30;

/** What is said of a region that changed, in this order. */
const describedMeasures: readonly {readonly measure: Measure; readonly name: string}[] = [
	{measure: 'size', name: 'Size'},
	{measure: 'committed', name: 'Committed'},
	{measure: 'private', name: 'Private'},
	{measure: 'totalWs', name: 'Total WS'},
	{measure: 'privateWs', name: 'Private WS'},
	{measure: 'sharedWs', name: 'Shared WS'},
	{measure: 'lockedWs', name: 'Locked WS'},
];

/**
 * Says in a sentence or two what happened to a region of a diff: `Moved from 00007f31c0a00000. Size grew by 1,024 K to
 * 9,216 K.` Texts in it are as the system gave them: escape before drawing.
 */
export function describeChange(view: DiffSnapshot, region: number): string {
	const {rows, regionChanges, matches, before, after} = view.diff;
	const one = rows.regionBefore[region] ?? -1;
	const other = rows.regionAfter[region] ?? -1;
	const old = before.snapshot;
	const current = after.snapshot;
	switch (changeName(regionChanges[region] ?? 0)) {
		case 'same':
			return 'Nothing that is always shown has changed.';
		case 'new':
			return 'It was not there before.';
		case 'gone':
			return 'It is not there any more.';
		case 'split':
			return `It was a part of the region at ${address(old, matches.originOf[other] ?? 0)}.`;
		case 'merged':
			return `It is now a part of the region at ${address(current, matches.successorOf[one] ?? 0)}.`;
		case 'retyped':
			return one < 0
				? `It was ${typeOf(old, matches.originOf[other] ?? 0)} before, which another row takes away.`
				: `It is ${typeOf(current, matches.successorOf[one] ?? 0)} now, which another row adds.`;
		case 'moved':
			return sentences([`moved from ${address(old, one)}`, ...describePair(view, one, other)]);
		case 'changed':
			return sentences(describePair(view, one, other));
	}
}

function describePair(view: DiffSnapshot, one: number, other: number): readonly string[] {
	const {diff} = view;
	const old = diff.before.snapshot;
	const current = diff.after.snapshot;
	const merged = diff.matches.successorOf.reduce((count, successor) => count + (successor === other ? 1 : 0), 0);
	const split = diff.matches.originOf.reduce((count, origin) => count + (origin === one ? 1 : 0), 0);
	const measures = describedMeasures.flatMap(({measure, name}) => {
		const before = numberAt(regionMeasure(old, measure) ?? new Float64Array(0), one);
		const after = numberAt(regionMeasure(current, measure) ?? new Float64Array(0), other);
		return before === after ? [] : [describeMeasure(name, before, after)];
	});
	const texts = (['protection', 'kind', 'details'] as const).flatMap(name => {
		const before = textAt(old, old.regions[name], one);
		return before === textAt(current, current.regions[name], other) ? [] : [`${name} was ${before || 'empty'}`];
	});
	return [
		...(merged > 0 ? [`took in ${merged === 1 ? 'another region' : `${merged} other regions`}`] : []),
		...(split > 0 ? [`gave off ${split === 1 ? 'a region' : `${split} regions`}`] : []),
		...measures,
		...texts,
	];
}

function describeMeasure(name: string, before: number | undefined, after: number | undefined): string {
	if (before === undefined || after === undefined) {
		return `${name} is known only ${after === undefined ? 'before' : 'now'}`;
	}

	const verb = after > before ? 'grew' : 'shrank';
	return `${name} ${verb} by ${kilobytes(Math.abs(after - before))} to ${kilobytes(after)}`;
}

function kilobytes(bytes: number): string {
	return `${formatSize(bytes, sizeWidth) || '0'} K`;
}

function address(snapshot: Snapshot, region: number): string {
	return formatAddress(regionStart(snapshot, region), snapshot.process.addressDigits);
}

function typeOf({regions}: Snapshot, region: number): string {
	return typeName(regions.type[region] ?? 0);
}

/** Where only blocks changed and all of them together come to what they came to before, there is nothing to add up. */
function sentences(parts: readonly string[]): string {
	const [first = 'its blocks changed, but not what they come to', ...others] = parts;
	return [first, ...others].map(part => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ');
}
