import {isSpace} from '../../model/address-map/is-empty.ts';
import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import type {Finding, RangeFacts} from '../../model/inspection.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {rowRange} from './row-blocks.ts';
import type {Asked, Described} from './state.ts';

const nothing: RangeFacts = {};

/**
 * Asks for what no snapshot has of the row whose details are open. Once, as the answer takes a look at every mapping;
 * undefined where it has been asked for, or where what is shown is not what is there now.
 */
export function askForDetails(state: ScreenState, context: Derived): Update | undefined {
	const asked = findAsked(state, context);
	if (!asked || isSame(asked, state.described?.asked)) {
		return;
	}

	const {start, end} = asked;
	return {
		state: {...state, described: {asked, facts: nothing}},
		effect: {kind: 'inspect', inspection: {kind: 'describe', start, end}},
	};
}

/** Takes what was found out, if it is what was asked for last. */
export function receiveDescribed({described}: ScreenState, finding: Finding): Described | undefined {
	const isAnswer =
		finding.kind === 'described' && finding.start === described?.asked.start && finding.end === described.asked.end;
	return isAnswer ? {...described, facts: finding.facts} : described;
}

/** What was found out of the row whose details are open. */
export function describedFacts({panel, described}: ScreenState, context: Place): RangeFacts {
	const asked = findAsked({panel}, context);
	return asked && described && isSame(asked, described.asked) ? described.facts : nothing;
}

/** Where it begins says which it is: a heap or a stack grows while it is looked at. */
function isSame(one: Asked, other: Asked | undefined): boolean {
	return one.start === other?.start && one.isBlock === other.isBlock;
}

type Place = Pick<Derived, 'snapshot' | 'time' | 'tree' | 'row'>;

function findAsked({panel}: Pick<ScreenState, 'panel'>, {snapshot, time, tree, row}: Place): Asked | undefined {
	const isNow = time.shown === undefined && !isDiffSnapshot(snapshot);
	if (panel !== 'details' || tree.rowCount === 0 || !isNow || snapshot.platform !== 'linux') {
		return;
	}

	const shown = tree.rowAt(row);
	const isMapped = !isSpace(snapshot.regions.type[shown.region] ?? 0);
	return isMapped ? {...rowRange(snapshot, shown), isBlock: shown.kind === 'block'} : undefined;
}
