import {withoutDeletedMark} from '../../../model/linux/deleted-mark.ts';
import {jvmLibrary} from '../../../model/linux/recognisers/java-process.ts';
import type {Refusal} from '../../process-memory.ts';
import {readCommandLine, readStatus} from '../process-files.ts';
import {createVmaReader} from '../vma-reader.ts';
import type {RunAs} from './run-jcmd.ts';

/**
 * Says as whom jcmd has to run to ask process `pid`, whose folder of /proc is `folder`, or why it must not be asked at
 * all. jcmd sends SIGQUIT, which ends a process that does not expect it: one that is no JVM, or a JVM with -Xrs.
 */
export function checkJvm(
	pid: number,
	folder: string,
): {readonly kind: 'may be asked'; readonly runAs: RunAs} | Refusal {
	const status = readStatus(folder);
	const owner = status?.effectiveUser;
	const group = status?.effectiveGroup;
	if (!status || owner === undefined || group === undefined) {
		return refuse(`Process ${pid} has ended, so it cannot be asked.`);
	}

	const maps = createVmaReader().read(`${folder}/maps`);
	if (maps.kind !== 'parsed') {
		return refuse(`Process ${pid} does not let its mappings be read, so whether it is a JVM cannot be told.`);
	}

	if (!maps.vmas.strings.some(text => jvmLibrary.test(withoutDeletedMark(text)))) {
		return refuse(`Process ${pid} is no JVM: it has not mapped libjvm.so, so there is nothing to ask.`);
	}

	// A JVM answers its own user. As root we become that user, and so never run a program of somebody else as root.
	const asker = process.geteuid?.();
	if (asker !== owner && asker !== 0) {
		return refuse(`The JVM of process ${pid} answers its own user only: run vmmap-tui as user ${owner} or as root.`);
	}

	if (status.catchesQuit !== true) {
		return refuse(
			`The JVM of process ${pid} does not catch SIGQUIT (-Xrs), with which jcmd knocks: it would end the process.`,
		);
	}

	if (/(?:^| )-XX:\+DisableAttachMechanism(?: |$)/v.test(readCommandLine(folder) ?? '')) {
		return refuse(`The JVM of process ${pid} was started with -XX:+DisableAttachMechanism and answers nobody.`);
	}

	return {kind: 'may be asked', runAs: asker === owner ? undefined : {uid: owner, gid: group}};
}

function refuse(sentence: string): Refusal {
	return {kind: 'refusal', sentence};
}
