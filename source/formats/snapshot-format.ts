/** The formats that a snapshot is written in. A name is also the extension of its files. */
export const snapshotFormats = ['json', 'csv', 'txt', 'mmp'] as const;

export type SnapshotFormat = (typeof snapshotFormats)[number];

/** Whether `text` is the exact name of a format. */
export function isSnapshotFormat(text: string): text is SnapshotFormat {
	return (snapshotFormats as readonly string[]).includes(text);
}

/** The format that the extension of a file name stands for, in any case; undefined where it stands for none. */
export function formatOfFile(name: string): SnapshotFormat | undefined {
	const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
	return extension !== undefined && isSnapshotFormat(extension) ? extension : undefined;
}

/** Whether a file is meant to be one that can be opened, by its name: all but txt, which is for eyes. */
export function isSavedName(name: string): boolean {
	const format = formatOfFile(name);
	return format !== undefined && format !== 'txt';
}
