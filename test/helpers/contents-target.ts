import {compileC} from './compile-target.ts';
import {type RunningTarget, startTarget} from './targets.ts';

/** Starts the program of test/targets/contents.c. Gives where its area of known contents is. */
export async function startContents(
	pages: number,
): Promise<{readonly target: RunningTarget; readonly start: number; readonly end: number}> {
	const target = await startTarget(compileC('contents.c'), () => [String(pages)]);
	const area: {readonly start: number; readonly size: number} = JSON.parse(target.lines[0] ?? '');
	return {target, start: area.start, end: area.start + area.size};
}
