import type {ProcessStatus} from './status.ts';
import type {NameUser} from './user-names.ts';

/** Who asks and whose process is asked about. */
export type Rights = {
	/** Effective user of vmmap-tui. */
	readonly asker: number | undefined;
	/** Effective user of the process. */
	readonly owner: number | undefined;
	readonly ownerName: string | undefined;
};

export function findRights(status: ProcessStatus | undefined, nameUser: NameUser): Rights {
	const owner = status?.effectiveUser;
	return {asker: process.geteuid?.(), owner, ownerName: owner === undefined ? undefined : nameUser(owner)};
}
