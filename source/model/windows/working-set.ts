import type {NumberColumn} from '../snapshot.ts';

/** What is in memory of every block of a plan, in bytes, a row a block. NaN where Windows does not say. */
export type WorkingSetColumns = {
	readonly total: NumberColumn;
	/** What no other process can share. */
	readonly private: NumberColumn;
	/** What another process has in its working set too. */
	readonly shared: NumberColumn;
	readonly locked: NumberColumn;
	/** Private pages wherever they are: in the working set, elsewhere in memory or in the page file. */
	readonly privateAnywhere: NumberColumn;
};
