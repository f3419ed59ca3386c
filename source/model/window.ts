/**
 * The first row that a list of `height` rows shows so that the cursor is visible: `top`, the one before, as long as
 * the cursor is within the window, else as little away from it as needed. Never before the first row, and past the
 * last one only where there are fewer rows than the window has.
 */
export function scrollWindow({
	rowCount,
	height,
	cursor,
	top,
}: {
	readonly rowCount: number;
	readonly height: number;
	readonly cursor: number;
	readonly top: number;
}): number {
	const lastTop = Math.max(0, rowCount - height);
	const nearest = Math.min(Math.max(top, cursor - height + 1), cursor);
	return Math.max(0, Math.min(nearest, lastTop));
}
