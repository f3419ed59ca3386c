/** One thing worth knowing of a process, with the numbers that say so. */
export type Insight = {
	/** What it is about, in a few words. */
	readonly subject: string;
	/** One line without a line break, with its figures. */
	readonly sentence: string;
	/** Whether the figures are such that something may go wrong or is wasted; else it is for information. */
	readonly isWarning: boolean;
};
