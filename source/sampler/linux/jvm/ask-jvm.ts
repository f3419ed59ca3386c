import type {JvmAccount} from '../../../model/linux/jvm/jvm-account.ts';
import {type JvmSilence, jvmQuestion, readJvmAnswer} from '../../../model/linux/jvm/read-jvm-answer.ts';
import {isRefusal, type Refusal} from '../../process-memory.ts';
import {checkJvm} from './check-jvm.ts';
import {findJcmd} from './find-jcmd.ts';
import {type JcmdRun, runJcmd} from './run-jcmd.ts';

/**
 * Asks the JVM in process `pid`, whose folder of /proc is `folder`, what its memory is. It attaches to it, as every tool
 * of the JDK does: the JVM starts a thread, opens a socket in /tmp and runs the commands itself.
 */
export async function askJvm(pid: number, folder: string, signal?: AbortSignal): Promise<JvmAccount | Refusal> {
	const permission = checkJvm(pid, folder);
	if (isRefusal(permission)) {
		return permission;
	}

	const {runAs} = permission;
	const run = await runJcmd(findJcmd(folder), {pid, question: jvmQuestion, runAs, signal});
	if (run.kind !== 'ran') {
		return {kind: 'refusal', sentence: explainRun(pid, run)};
	}

	const answer = readJvmAnswer(run.output, Date.now());
	return typeof answer === 'string'
		? {kind: 'refusal', sentence: explainSilence(pid, answer, run.complaint || run.output)}
		: answer;
}

function explainRun(pid: number, {kind}: Exclude<JcmdRun, {kind: 'ran'}>): string {
	switch (kind) {
		case 'not there':
			return `There is no jcmd to ask the JVM of process ${pid} with: it is neither beside its program nor in PATH.`;
		case 'too slow':
			return `The JVM of process ${pid} did not answer within 20 seconds: it may be stopped, or in a long pause.`;
		case 'too much':
			return `The JVM of process ${pid} answered with more than 64 MB, which was not read.`;
		case 'stopped':
			return `The question to the JVM of process ${pid} was taken back.`;
	}
}

/** How much of what jcmd complains about is shown. */
const longestComplaint = 160;

function explainSilence(pid: number, silence: JvmSilence, text: string): string {
	switch (silence) {
		case 'not tracked':
			return (
				`The JVM of process ${pid} does not keep account of its memory: ` +
				'start it with -XX:NativeMemoryTracking=detail.'
			);
		case 'tracked in sum only':
			return (
				`The JVM of process ${pid} keeps account of sums only, and tells addresses with ` +
				'-XX:NativeMemoryTracking=detail, or from JDK 22 on.'
			);
		case 'not understood': {
			const [line = ''] = text.split('\n').filter(candidate => !/^\d+:$/v.test(candidate) && candidate.trim() !== '');
			return `The JVM of process ${pid} gave no account of its memory: ${line.slice(0, longestComplaint) || 'no word'}.`;
		}
	}
}
