/** What is worth knowing of the process. */
export type InsightsTool = {
	readonly kind: 'insights';
	/** First line that is shown. Clamped on use. */
	readonly top: number;
};
