import process from 'node:process';
import {explainError} from './explain-error.ts';
import {heedBreak} from './heed-break.ts';
import {streamOutput, writeAll} from './output.ts';
import {run} from './run.ts';

/** Ctrl+C, kill, and the terminal or the connection that is closed. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The program, from its arguments to its exit code. Never rejects. */
export async function main(): Promise<void> {
	// Node would open its inspector, to which other users of the machine can connect.
	process.on('SIGUSR1', () => {});
	heedBreak(process);
	if (willWatch(process.argv.slice(2))) {
		const {prepareSampler} = await import('../sampler/start-sampler.ts');
		prepareSampler();
	}

	const standardOutput = streamOutput(process.stdout, 'Standard output');
	const standardError = streamOutput(process.stderr, 'Standard error');
	try {
		process.exitCode = await run(process.argv.slice(2), {
			standardOutput,
			standardError,
			errorTerminal: process.stderr.isTTY
				? {write: text => process.stderr.write(text), columns: () => process.stderr.columns}
				: undefined,
			isInteractive: process.stdout.isTTY && process.stdin.isTTY,
			ownPid: process.pid,
			now: Date.now,
			async loadSampler() {
				const {loadPlatformSampler} = await import('../sampler/platform.ts');
				return loadPlatformSampler();
			},
			async loadLiveSampler() {
				const {startSampler} = await import('../sampler/start-sampler.ts');
				return startSampler;
			},
			onStop(listener) {
				for (const signal of stopSignals) {
					process.on(signal, listener);
				}

				return () => {
					for (const signal of stopSignals) {
						process.off(signal, listener);
					}
				};
			},
			async runView(options) {
				const {runView} = await import('./view.ts');
				return runView(options);
			},
		});
	} catch (error) {
		const {text, exitCode} = explainError(error, process.env['VMMAP_TUI_DEBUG'] !== undefined);
		process.exitCode = exitCode;
		await writeAll(standardError, [`${text}\n`]);
	}
}

/** Whether the arguments are those of a live view as it is mostly started, a pid, told before they are parsed. */
function willWatch(commandLine: readonly string[]): boolean {
	return process.stdout.isTTY && process.stdin.isTTY && commandLine.length === 1 && /^\d+$/.test(commandLine[0] ?? '');
}
