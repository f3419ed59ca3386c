import {typeCode} from '../memory-type.ts';
import {sayCount} from '../say.ts';
import {type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';

/** Windows: programs and libraries that stand where their file says (no DYNAMIC_BASE), so that an attacker knows where. */
export function findFixedImages(snapshot: Snapshot): Insight | undefined {
	const {regions, platform} = snapshot;
	const image = typeCode('Image');
	let all = 0;
	const fixed: string[] = [];
	for (let region = 0; region < regions.count; region++) {
		const kind = textAt(snapshot, regions.kind, region);
		if (platform === 'windows' && regions.type[region] === image && /^(?:executable|DLL)\b/.test(kind)) {
			all++;
			if (!kind.endsWith(' (ASLR)')) {
				fixed.push(textAt(snapshot, regions.details, region));
			}
		}
	}

	const [first] = fixed;
	return first === undefined
		? undefined
		: {
				subject: 'images without ASLR',
				sentence: `${sayCount(fixed.length, 'image')} of ${all} cannot be moved by ASLR: ${first}${fixed.length === 1 ? '' : ' and others'}.`,
				isWarning: true,
			};
}
