import type {Finding} from '../../model/inspection.ts';
import {withoutDeletedMark} from '../../model/linux/deleted-mark.ts';
import {hasJvmAccount} from '../../model/linux/jvm/jvm-account.ts';
import {jvmLibrary} from '../../model/linux/recognisers/java-process.ts';
import type {Snapshot} from '../../model/snapshot.ts';
import type {Derived} from '../derive.ts';
import type {Update} from '../effect.ts';
import type {ScreenState} from '../state.ts';
import {findToolCommand} from '../tool-keys.ts';
import {closeTool, openAbove} from '../tool-stack.ts';
import type {JvmTool} from './state.ts';

/** Asks whether the JVM is to be asked, as it has to do something for it; what it has said before is taken away. */
export function openJvm(state: ScreenState, {snapshot}: Derived): Update {
	if (hasJvmAccount(snapshot)) {
		return {state, effect: {kind: 'inspect', inspection: {kind: 'forget jvm'}}};
	}

	const refusal = explainNoJvm(snapshot);
	return refusal === undefined
		? {state: openAbove(state, {kind: 'jvm', step: {kind: 'ask'}})}
		: {state: {...state, message: refusal}};
}

/** Why there is nothing to ask; undefined where there may be. */
function explainNoJvm({platform, strings}: Snapshot): string | undefined {
	if (platform !== 'linux') {
		return 'A JVM can be asked on Linux only.';
	}

	return strings.some(text => jvmLibrary.test(withoutDeletedMark(text)))
		? undefined
		: 'This is no JVM: it has not mapped libjvm.so, so there is nothing to ask.';
}

/** Enter answers yes; whatever else closes leaves the JVM alone. */
export function updateJvm(state: ScreenState, tool: JvmTool, key: string): Update {
	const command = findToolCommand('jvm', key);
	if (command === 'confirm' && tool.step.kind === 'ask') {
		return {
			state: {...state, tool: {kind: 'jvm', step: {kind: 'waiting'}}},
			effect: {kind: 'inspect', inspection: {kind: 'ask jvm'}},
		};
	}

	return {state: command === undefined ? state : closeTool(state)};
}

/** Takes what the JVM said. */
export function receiveJvm(tool: JvmTool, finding: Finding): JvmTool {
	if (finding.kind === 'jvm' && finding.account) {
		return {...tool, step: {kind: 'answered', account: finding.account}};
	}

	return finding.kind === 'refused' && finding.inspection === 'ask jvm'
		? {...tool, step: {kind: 'refused', sentence: finding.sentence}}
		: tool;
}
