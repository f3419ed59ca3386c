import {setTimeout as sleep} from 'node:timers/promises';

/**
 * Tries until `attempt` no longer throws and gives what it gave; after `timeout` milliseconds its last error is thrown.
 * The limit is generous, as a test may run on a loaded machine; what succeeds does not wait for it.
 */
export async function waitUntil<T>(attempt: () => T | Promise<T>, timeout = 15_000): Promise<T> {
	const deadline = Date.now() + timeout;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			if (Date.now() > deadline) {
				throw error;
			}
		}

		await sleep(20);
	}
}
