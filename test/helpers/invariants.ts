import {memoryTypes} from '../../source/model/memory-type.ts';
import {blockMeasure} from '../../source/model/region-measures.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';

/** What of a snapshot breaks the rules that every snapshot keeps, a sentence each. */
export function findViolations(snapshot: Snapshot): readonly string[] {
	return [...findShapeViolations(snapshot), ...findMeasureViolations(snapshot)];
}

function findShapeViolations({blocks, regions, strings}: Snapshot): readonly string[] {
	const violations: string[] = [];
	let row = 0;
	let end = 0;
	for (let region = 0; region < regions.count; region++) {
		const next = regions.firstBlock[region + 1] ?? -1;
		if (regions.firstBlock[region] !== row || next <= row) {
			violations.push(`region ${region} has blocks ${regions.firstBlock[region]} to ${next}, after row ${row}`);
		}

		if (!memoryTypes[regions.type[region] ?? -1]) {
			violations.push(`region ${region} has no type`);
		}

		for (; row < next; row++) {
			if (blocks.region[row] !== region) {
				violations.push(`block ${row} is in region ${region} and says ${blocks.region[row]}`);
			}

			if ((blocks.start[row] ?? 0) < end) {
				violations.push(`block ${row} begins before the end of the one before it`);
			}

			end = (blocks.start[row] ?? 0) + (blocks.measures.size[row] ?? 0);
		}
	}

	if (row !== blocks.count || blocks.start.length !== blocks.count) {
		violations.push(`regions have ${row} blocks of ${blocks.count}`);
	}

	const texts = [
		blocks.protection,
		blocks.details,
		regions.kind,
		regions.details,
		regions.evidence,
		regions.protection,
	];
	if (texts.some(column => column.some(text => text >= strings.length))) {
		violations.push('a column points to a text that is not there');
	}

	return violations;
}

function findMeasureViolations(snapshot: Snapshot): readonly string[] {
	const violations: string[] = [];
	for (let row = 0; row < snapshot.blocks.count; row++) {
		const of = (measure: Parameters<typeof blockMeasure>[1]): number | undefined =>
			blockMeasure(snapshot, measure, row);
		const check = (rule: string, small: number | undefined, large: number | undefined): void => {
			if (small !== undefined && large !== undefined && !(small <= large)) {
				violations.push(`block ${row}: not ${rule}: ${small}, ${large}`);
			}
		};

		check('0 <= Private', 0, of('private'));
		check('Private <= Committed', of('private'), of('committed'));
		check('Committed <= Size', of('committed'), of('size'));
		check('0 <= Private WS', 0, of('privateWs'));
		check('0 <= Shareable WS', 0, of('shareableWs'));
		check('0 <= Shared WS', 0, of('sharedWs'));
		check('Shared WS <= Shareable WS', of('sharedWs'), of('shareableWs'));
		check('Locked WS <= Total WS', of('lockedWs'), of('totalWs'));
		const [total, own, shareable] = [of('totalWs'), of('privateWs'), of('shareableWs')];
		if (total !== undefined && own !== undefined && own + (shareable ?? Number.NaN) !== total) {
			violations.push(`block ${row}: not Total WS = Private WS + Shareable WS`);
		}
	}

	return violations;
}
