import {type ExecFileException, execFile} from 'node:child_process';

/** As whom a program runs; undefined for as who we are. */
export type RunAs = {readonly uid: number; readonly gid: number} | undefined;

/** What a run of jcmd came to. */
export type JcmdRun =
	| {readonly kind: 'ran'; readonly output: string; readonly complaint: string}
	| {readonly kind: 'not there'}
	| {readonly kind: 'too slow'}
	| {readonly kind: 'too much'}
	| {readonly kind: 'stopped'};

/** jcmd itself gives up 10.5 seconds after a JVM did not answer, and needs up to a few to start. */
const longestRun = 20_000;

/** A JVM with 20,000 threads tells some 20 MB. */
const mostOutput = 64 * 1024 * 1024;

/** Runs jcmd, which makes the JVM `pid` run the commands of `question`, and gathers what it prints. */
export async function runJcmd(
	program: string,
	{
		pid,
		question,
		runAs,
		signal,
	}: {
		readonly pid: number;
		readonly question: string;
		readonly runAs: RunAs;
		readonly signal: AbortSignal | undefined;
	},
): Promise<JcmdRun> {
	return new Promise(resolve => {
		const options = {
			...runAs,
			...(signal && {signal}),
			cwd: '/',
			// Nothing of ours that a JVM would take for options; and its texts in English.
			env: {PATH: process.env['PATH'], LC_ALL: 'C'},
			timeout: longestRun,
			killSignal: 'SIGKILL',
			maxBuffer: mostOutput,
		} as const;
		execFile(program, [String(pid), question], options, (error, output, complaint) => {
			resolve(error ? explain(error, output, complaint) : {kind: 'ran', output, complaint});
		});
	});
}

function explain(error: ExecFileException, output: string, complaint: string): JcmdRun {
	switch (error.code) {
		case 'ABORT_ERR':
			return {kind: 'stopped'};
		case 'ENOENT':
		case 'EACCES':
			return {kind: 'not there'};
		case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
			return {kind: 'too much'};
		default:
			// A command that an older JVM does not know ends jcmd with a failure, behind the answers to the others.
			return error.killed === true ? {kind: 'too slow'} : {kind: 'ran', output, complaint};
	}
}
