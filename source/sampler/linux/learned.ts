/** Facts that hardly ever change, each learned once and looked at again now and then. */
export type Learned<Key, Fact> = {
	/** The fact of a key, which is learned where it is new. */
	readonly get: (key: Key) => Fact;
	/**
	 * Ends a round: forgets what nobody asked for in it, and learns the oldest facts again for at most so many
	 * milliseconds.
	 */
	readonly finish: (milliseconds: number) => void;
};

/** Facts that `learn` finds out, given what was known before. One that is not complete is learned again when asked for. */
export function createLearned<Key, Fact>(
	learn: (key: Key, before: Fact | undefined) => Fact,
	isComplete: (fact: Fact) => boolean = () => true,
): Learned<Key, Fact> {
	// A Map is in the order in which keys were put in: the oldest fact is the first.
	const facts = new Map<Key, {readonly fact: Fact}>();
	let asked = new Set<Key>();

	function learnNow(key: Key): Fact {
		const fact = learn(key, facts.get(key)?.fact);
		facts.delete(key);
		facts.set(key, {fact});
		return fact;
	}

	return {
		get(key) {
			asked.add(key);
			const known = facts.get(key);
			return known && isComplete(known.fact) ? known.fact : learnNow(key);
		},
		finish(milliseconds) {
			const end = performance.now() + milliseconds;
			for (const key of [...facts.keys()]) {
				if (!asked.has(key)) {
					facts.delete(key);
				} else if (performance.now() < end) {
					learnNow(key);
				}
			}

			asked = new Set();
		},
	};
}
