import {existsSync, mkdtempSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {vi} from 'vitest';
import {cache, startProgram, windowsPath, workFolder} from './wine.ts';

/** What known-allocations.exe, or its 32-bit twin, says that it did. Addresses and sizes in bytes. */
export type TargetReport = {
	readonly pid: number;
	readonly regions: readonly {readonly name: string; readonly address: number; readonly size: number}[];
	readonly threads: readonly {readonly id: number; readonly onStack: number; readonly reserve: number}[];
	readonly mainThread: {readonly id: number; readonly environmentBlock: number; readonly onStack: number};
};

/** `dataFile` is the file that the target maps, as Windows names it. */
export type StartedTarget = {
	readonly report: TargetReport;
	readonly dataFile: string;
	/** Ends it, so that its name is free for the next one. */
	readonly stop: () => void;
};

/** Starts the target and waits until it has allocated everything. It runs until it or Wine is stopped. */
export async function startTarget(name = 'known-allocations.exe'): Promise<StartedTarget> {
	const folder = mkdtempSync(path.join(workFolder, 'target '));
	const report = path.join(folder, 'report.json');
	const dataFile = windowsPath(path.join(folder, 'données 日本.bin'));
	const program = startProgram(path.join(cache, 'app', name), [windowsPath(report), dataFile]);
	await vi.waitFor(
		() => {
			if (!existsSync(report)) {
				throw new Error('The target has not written its report yet');
			}
		},
		{timeout: 30_000, interval: 100},
	);
	return {report: JSON.parse(readFileSync(report, 'utf8')), dataFile, stop: () => program.kill('SIGKILL')};
}
