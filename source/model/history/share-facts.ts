import type {Facts} from './take-apart.ts';

/**
 * The facts to keep of a snapshot: those of the one before it where all but time and duration are equal, else its own with
 * what is equal shared.
 */
export function shareFacts(previous: Facts | undefined, facts: Facts): Facts {
	if (!previous) {
		return facts;
	}

	const shared = {
		...facts,
		process: shareEqual(previous.process, facts.process),
		notices: shareEqual(previous.notices, facts.notices),
		counters: shareEqual(previous.counters, facts.counters),
	};
	return shareEqual(previous, withTime(shared, previous.time, previous.cost.milliseconds));
}

/** The facts of a snapshot of which they were kept without its time and duration. */
export function withTime(facts: Facts, time: number, milliseconds: number): Facts {
	return {...facts, time, cost: {...facts.cost, milliseconds}};
}

/** These are flat and small, and made by one piece of code in one order. */
function shareEqual<Value>(previous: Value, value: Value): Value {
	return JSON.stringify(previous) === JSON.stringify(value) ? previous : value;
}
