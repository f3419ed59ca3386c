import packageFile from '../../package.json' with {type: 'json'};
import {type Command, parseCommandLine} from './command-line.ts';
import {exitCodes} from './exit-code.ts';
import {writeAll} from './output.ts';
import {runProcesses} from './processes.ts';
import {readSnapshotFile} from './read-snapshot-file.ts';
import {resolveTarget} from './resolve-target.ts';
import {runSnapshot} from './snapshot.ts';
import type {Surroundings} from './surroundings.ts';
import type {ViewStart} from './view.tsx';

/** Does what the arguments after the program's name say. Gives the exit code, or throws. */
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
			await runSnapshot(command, surroundings);
			return exitCodes.done;
		case 'processes':
			await runProcesses(command, surroundings);
			return exitCodes.done;
		case 'pick':
		case 'view':
		case 'open':
			return runScreen(command, surroundings);
	}
}

type ScreenCommand = Extract<Command, {kind: 'pick' | 'view' | 'open'}>;

/** Opens the screen; without a terminal, prints what it would show. */
async function runScreen(command: ScreenCommand, surroundings: Surroundings): Promise<number> {
	if (surroundings.isInteractive) {
		const {intervalSeconds} = command;
		return surroundings.runView({start: await findViewStart(command, surroundings), intervalSeconds});
	}

	if (command.kind === 'pick') {
		await runProcesses({format: 'txt'}, surroundings);
	} else {
		const target = command.kind === 'open' ? command.file : command.target;
		await runSnapshot({target, format: 'txt'}, surroundings);
	}

	return exitCodes.done;
}

async function findViewStart(command: ScreenCommand, surroundings: Surroundings): Promise<ViewStart> {
	if (command.kind === 'pick') {
		return {kind: 'pick'};
	}

	if (command.kind === 'open') {
		return {kind: 'file', path: command.file, snapshot: readSnapshotFile(command.file)};
	}

	const target = await resolveTarget(command.target, surroundings);
	switch (target.kind) {
		case 'process':
			return {kind: 'live', pid: target.pid};
		case 'several':
			return {kind: 'pick', filter: target.name};
		case 'file':
			return {kind: 'file', path: target.path, snapshot: readSnapshotFile(target.path)};
	}
}
