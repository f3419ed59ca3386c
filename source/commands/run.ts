import packageFile from '../../package.json' with {type: 'json'};
import type {DiffCommand, ProcessesCommand, RecordCommand, SnapshotCommand, ViewCommand} from './command.ts';
import {parseCommandLine} from './command-line.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {writeAll} from './output.ts';
import type {Surroundings} from './surroundings.ts';

/**
 * Does what the arguments after the program's name say. Gives the exit code, or throws. A command is imported when it
 * is asked for: --help needs none of them, and a snapshot needs no user interface.
 */
export async function run(commandLine: readonly string[], surroundings: Surroundings): Promise<number> {
	const command = parseCommandLine(commandLine);
	switch (command.kind) {
		case 'help':
			await writeAll(surroundings.standardOutput, [command.text]);
			return exitCodes.done;
		case 'version':
			await writeAll(surroundings.standardOutput, [`${packageFile.version}\n`]);
			return exitCodes.done;
		case 'snapshot':
			return runSnapshot(command, surroundings);
		case 'processes':
			return runProcesses(command, surroundings);
		case 'record':
			return runRecord(command, surroundings);
		case 'diff':
			return runDiff(command, surroundings);
		case 'pick':
		case 'view':
		case 'open':
			return surroundings.isInteractive ? runView(command, surroundings) : printView(command, surroundings);
	}
}

async function runSnapshot(command: SnapshotCommand, surroundings: Surroundings): Promise<ExitCode> {
	const {writeSnapshotOf} = await import('./snapshot.ts');
	await writeSnapshotOf(command, surroundings);
	return exitCodes.done;
}

async function runProcesses(command: ProcessesCommand, surroundings: Surroundings): Promise<ExitCode> {
	const {writeProcesses} = await import('./processes.ts');
	await writeProcesses(command, surroundings);
	return exitCodes.done;
}

async function runRecord(command: RecordCommand, surroundings: Surroundings): Promise<ExitCode> {
	const {recordProcess} = await import('./record.ts');
	await recordProcess(command, surroundings);
	return exitCodes.done;
}

async function runDiff(command: DiffCommand, surroundings: Surroundings): Promise<ExitCode> {
	const {compare} = await import('./diff.ts');
	return compare(command, surroundings);
}

async function runView(command: ViewCommand, surroundings: Surroundings): Promise<number> {
	const {findViewStart} = await import('./view-start.ts');
	const start = await findViewStart(command, surroundings);
	const {intervalSeconds, historyBytes} = command;
	return surroundings.runView({start, intervalSeconds, ...(historyBytes !== undefined && {historyBytes})});
}

/** What a view would show first, as text: for where there is no terminal. */
async function printView(command: ViewCommand, surroundings: Surroundings): Promise<ExitCode> {
	switch (command.kind) {
		case 'pick':
			return runProcesses({format: 'txt'}, surroundings);
		case 'view':
			return runSnapshot({target: command.target, format: 'txt'}, surroundings);
		case 'open':
			return runSnapshot({target: command.file, format: 'txt'}, surroundings);
	}
}
