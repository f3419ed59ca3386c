import type {ThreadClue} from '../clues.ts';
import type {JvmAccount} from './jvm-account.ts';

/**
 * Gives live threads the whole names that the JVM has for them: the kernel keeps 15 bytes of each, and calls the one that
 * runs main() by the program. For its own helpers the JVM has one name together, and then the kernel's says more.
 */
export function prepareNames({threads}: JvmAccount, live: readonly ThreadClue[]): (details: string) => string {
	const names = new Map(threads.map(({tid, name}) => [tid, name]));
	const comms = new Map(live.map(({tid, name}) => [tid, name]));
	return details =>
		details.replace(/^thread (\d+) .*$/, (whole, digits: string) => {
			const name = names.get(Number(digits));
			const comm = comms.get(Number(digits));
			if (name === undefined || comm === undefined) {
				return whole;
			}

			const isCut = name.startsWith(comm.replaceAll(/[\s,]/g, '-'));
			return isCut || name === 'main' ? `thread ${digits} ${isCut ? comm + name.slice(comm.length) : name}` : whole;
		});
}
