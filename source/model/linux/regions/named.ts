import {isGuard, isInaccessible, isSameObject, named, touchesPrevious, type VmaScan} from '../vma-scan.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';

/** Neighbouring VMAs of one name in brackets: `[heap]`, `[vdso]`, `[anon:...]`. */
export function namedRule(scan: VmaScan, {add, mark, intern}: RegionSink): RegionRule {
	return row => {
		const name = scan.origin[row] === named ? scan.nameOf(row) : undefined;
		if (!name) {
			return row;
		}

		let end = row + 1;
		while (end < scan.vmas.count && touchesPrevious(scan, end) && isSameObject(scan, row, end)) {
			end++;
		}

		for (let part = row; end - row > 1 && part < end; part++) {
			if (isInaccessible(scan, part)) {
				mark(part, isGuard(scan, part) ? 'guard' : 'reserve');
			}
		}

		return add(row, end, name, intern(name.details));
	};
}
