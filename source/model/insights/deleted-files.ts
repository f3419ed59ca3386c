import {deletedMark, withoutDeletedMark} from '../linux/deleted-mark.ts';
import {typeName} from '../memory-type.ts';
import {regionMeasure} from '../region-measures.ts';
import {sayBytes, sayCount} from '../say.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';

/** Files that are mapped but have no name any more: after an update the old program runs on, and disk space is held. */
export function findDeletedFiles(snapshot: Snapshot): Insight | undefined {
	const {regions} = snapshot;
	const size = regionMeasure(snapshot, 'size');
	const sizes = new Map<string, number>();
	for (let region = 0; region < regions.count; region++) {
		const type = typeName(regions.type[region] ?? 0);
		const path = textAt(snapshot, regions.details, region);
		if ((type === 'Image' || type === 'Mapped File') && path.endsWith(deletedMark)) {
			sizes.set(path, (sizes.get(path) ?? 0) + (numberAt(size, region) ?? 0));
		}
	}

	const [largest] = [...sizes].toSorted(([, one], [, other]) => other - one);
	if (!largest) {
		return;
	}

	const total = [...sizes.values()].reduce((sum, value) => sum + value, 0);
	const [path] = largest;
	return {
		subject: 'deleted files',
		sentence:
			`${sayCount(sizes.size, 'deleted file is', 'deleted files are')} still mapped, ${sayBytes(total)}: ` +
			`${sizes.size === 1 ? '' : 'the largest is '}${withoutDeletedMark(path)}.`,
		isWarning: true,
	};
}
