/** The formats that a diff is written in. A name is also the extension of its files. */
export const diffFormats = ['txt', 'json', 'csv'] as const;

export type DiffFormat = (typeof diffFormats)[number];

/** Whether `text` is the exact name of such a format. */
export function isDiffFormat(text: string): text is DiffFormat {
	return (diffFormats as readonly string[]).includes(text);
}
