/** The lines that the timeline draws. */
export const timelineLines = [
	{measure: 'committed', name: 'Committed', color: '#D3A0FF'},
	{measure: 'private', name: 'Private', color: '#F4F400'},
	{measure: 'totalWs', name: 'Total WS', color: '#5FD75F'},
] as const;

export type TimelineLine = (typeof timelineLines)[number];

/** Rows of the legend above the chart. */
export const legendLines = 1;
