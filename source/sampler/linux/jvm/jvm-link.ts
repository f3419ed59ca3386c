import {type JvmAccount, keepExtents} from '../../../model/linux/jvm/jvm-account.ts';
import type {Snapshot} from '../../../model/snapshot.ts';
import {isRefusal} from '../../process-memory.ts';
import type {JvmLink} from '../../sampler.ts';
import {readFile} from '../read-file.ts';
import {askJvm} from './ask-jvm.ts';

/** The way to a JVM, and what it said, sample by sample. */
export type SampledJvm = JvmLink & {
	/** What was said; undefined where nobody was asked, or where another program runs by now (execve(2)). */
	readonly account: () => JvmAccount | undefined;
	/** Ties what was said to the first snapshot that has it. */
	readonly join: (snapshot: Snapshot) => void;
};

/** The JVM that process `pid` may be, whose folder of /proc is `folder`. */
export function createJvmLink(pid: number, folder: string, stillHasPid: () => boolean): SampledJvm {
	let account: JvmAccount | undefined;
	let image: string | undefined;

	const forget = (): void => {
		account = undefined;
	};

	return {
		async ask(signal) {
			const asked = readImage(folder);
			const answer = await askJvm(pid, folder, signal);
			if (!isRefusal(answer)) {
				image = asked;
				account = stillHasPid() ? answer : undefined;
			}

			return answer;
		},
		forget,
		account() {
			if (account && readImage(folder) !== image) {
				forget();
			}

			return account;
		},
		join(snapshot) {
			if (account && !account.extents) {
				account = keepExtents(account, snapshot);
			}
		},
	};
}

/**
 * What tells a program from the next one that the same process runs: the addresses in its auxiliary vector, which the
 * kernel makes anew for each (proc_pid_auxv(5)).
 */
function readImage(folder: string): string | undefined {
	const file = readFile(`${folder}/auxv`);
	return file.kind === 'read' ? Buffer.from(file.bytes).toString('hex') : undefined;
}
