import {shared} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows} from '../vma-scan.ts';
import type {Recogniser} from './recogniser.ts';

const verdict: Verdict = {
	type: 'Shareable',
	kind: 'PostgreSQL shared memory',
	evidence:
		'Shared anonymous memory of a server of PostgreSQL, in huge pages or not: shared_buffers, and what its processes keep in common.',
	isInferred: true,
};

const dynamic: Verdict = {
	...verdict,
	evidence: 'Shared memory whose path PostgreSQL has given: what its processes share for a while.',
	isInferred: false,
};

const lock: Verdict = {
	...verdict,
	evidence: 'SysV shared memory of a server of PostgreSQL: it keeps a second server from the same data.',
};

/** What the processes of one PostgreSQL server share. */
export const postgresql: Recogniser = {
	name: 'postgresql',
	looksFor: 'shared memory of PostgreSQL',
	claims: [verdict, dynamic, lock],
	howSure: 'certain where PostgreSQL gave the path; else inferred',
	source: 'PostgreSQL: src/backend/port/sysv_shmem.c, src/backend/storage/ipc/dsm_impl.c; PostgreSQL 15 measured',
	begin({scan}) {
		const {vmas, program} = scan;
		if (!program || !/\/(postgres|postmaster)( \(deleted\))?$/.test(program)) {
			return;
		}

		return ({kind, first}) => {
			switch (kind) {
				case 'shared anonymous':
					return verdict;
				case 'huge pages':
					return allows(scan, first, shared) ? verdict : undefined;
				case 'SysV':
					return lock;
				case 'POSIX shared memory':
					return vmas.strings[vmas.path[first] ?? 0]?.startsWith('/dev/shm/PostgreSQL.') ? dynamic : undefined;
				default:
					return;
			}
		};
	},
};
