/**
 * Remembers the last result of a function, and gives it again while every argument is the same value. The screen derives
 * a list of a million rows from a snapshot and a filter; a cursor key changes neither.
 */
export function memoizeLast<Parameters extends readonly unknown[], Result>(
	compute: (...parameters: Parameters) => Result,
): (...parameters: Parameters) => Result {
	let last: {readonly parameters: Parameters; readonly result: Result} | undefined;
	return (...parameters) => {
		if (!last || parameters.some((parameter, index) => parameter !== last?.parameters[index])) {
			last = {parameters, result: compute(...parameters)};
		}

		return last.result;
	};
}

/** The same for each value of the first argument, which is let go of when nobody else holds it any more. */
export function memoizeLastFor<Key extends WeakKey, Parameters extends readonly unknown[], Result>(
	compute: (key: Key, ...parameters: Parameters) => Result,
): (key: Key, ...parameters: Parameters) => Result {
	const known = new WeakMap<Key, (...parameters: Parameters) => Result>();
	return (key, ...parameters) => {
		const recall = known.get(key) ?? memoizeLast((...rest: Parameters) => compute(key, ...rest));
		known.set(key, recall);
		return recall(...parameters);
	};
}
