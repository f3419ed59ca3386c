import {withoutDeletedMark} from '../deleted-mark.ts';
import {shared} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, pathOf} from '../vma-scan.ts';
import type {Recogniser} from './recogniser.ts';

const anonymous: Verdict = {
	type: 'Shareable',
	kind: 'PostgreSQL shared memory',
	evidence:
		'Shared anonymous memory of a server of PostgreSQL, in huge pages or not: shared_buffers, and what its processes keep in common.',
	isInferred: true,
};

const dynamic: Verdict = {
	...anonymous,
	evidence: 'Shared memory whose path PostgreSQL has given: what its processes share for a while.',
	isInferred: false,
};

const lock: Verdict = {
	...anonymous,
	evidence: 'SysV shared memory of a server of PostgreSQL: it keeps a second server from the same data.',
};

/** What the processes of one PostgreSQL server share. */
export const postgresql: Recogniser = {
	name: 'postgresql',
	looksFor: 'shared memory of PostgreSQL',
	claims: [anonymous, dynamic, lock],
	howSure: 'certain where PostgreSQL gave the path; else inferred',
	source: 'PostgreSQL: src/backend/port/sysv_shmem.c, src/backend/storage/ipc/dsm_impl.c; PostgreSQL 15 measured',
	begin({scan}) {
		const {program} = scan;
		if (!program || !/\/(postgres|postmaster)$/.test(withoutDeletedMark(program))) {
			return;
		}

		return ({kind, first}) => {
			switch (kind) {
				case 'shared anonymous':
					return anonymous;
				case 'huge pages':
					return allows(scan, first, shared) ? anonymous : undefined;
				case 'SysV':
					return lock;
				case 'POSIX shared memory':
					return pathOf(scan, first).startsWith('/dev/shm/PostgreSQL.') ? dynamic : undefined;
				default:
					return;
			}
		};
	},
};
