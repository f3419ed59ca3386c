import {spawnSync} from 'node:child_process';
import {programCommand} from './tmux.ts';

export type ProgramResult = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs the built program without a terminal, to its end. */
export function runProgram(...arguments_: readonly string[]): ProgramResult {
	return runInShell(programCommand(...arguments_));
}

/** Runs a command line of bash; where one part of a pipe fails, its code is the code of all. */
export function runInShell(command: string): ProgramResult {
	const {status, stdout, stderr} = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	return {code: status, stdout, stderr};
}
