/** Whether a file is called as recordings are. */
export function isRecordingName(file: string): boolean {
	return /\.vmmap$/i.test(file);
}
