import {clock} from '../../model/clock.ts';
import {type JvmAccount, jvmCounters} from '../../model/linux/jvm/jvm-account.ts';
import {sayBytes, sayCount} from '../../model/say.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {bold, type Line} from '../line.ts';
import type {Hint} from '../view/key-line.ts';
import {toolHints} from '../view/tool-hints.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import type {JvmTool} from './state.ts';

/** The question, or what came of it. */
export function viewJvm({step}: JvmTool, {layout, snapshot}: Derived): readonly Line[] {
	const {name, pid} = snapshot.process;
	const title = 'Ask the JVM what its memory is';
	return [
		[bold(title), {text: fitText(`  ${escapeText(name)} (${pid})`, layout.columns - title.length)}],
		...sentencesOf(step).flatMap(sentence => wrapSentence(sentence, layout.columns)),
	];
}

/** The answers to the question; afterwards there is only the way back. */
export function jvmHints({step}: JvmTool): readonly Hint[] {
	const hints = toolHints('jvm');
	return step.kind === 'ask'
		? hints
		: hints
				.filter(({command}) => command !== 'confirm')
				.map(each => (each.command === 'close' ? {...each, hint: 'back'} : each));
}

function sentencesOf(step: JvmTool['step']): readonly string[] {
	switch (step.kind) {
		case 'ask':
			return [
				'jcmd knocks with SIGQUIT, and the JVM itself then runs VM.native_memory and System.map.',
				'When it is asked for the first time it starts a thread for that and opens a socket in /tmp.',
				'Its account takes -XX:NativeMemoryTracking. J again takes away what it said.',
			];
		case 'waiting':
			return ['Waiting for the JVM, 20 seconds at most. Esc leads back meanwhile ...'];
		case 'refused':
			return [step.sentence];
		case 'answered':
			return describeAccount(step.account);
	}
}

function describeAccount({command, time, ranges, threads, counters}: JvmAccount): readonly string[] {
	const {[jvmCounters.reserved]: reserved, [jvmCounters.committed]: committed, [jvmCounters.malloc]: malloc} = counters;
	const byMalloc = malloc === undefined ? '' : `, ${sayBytes(malloc)} of it by malloc`;
	return [
		`It told ${sayCount(ranges.length, 'range')} (jcmd ${command}, ${clock(time)})` +
			`${threads.length === 0 ? '' : ` and the names of ${sayCount(threads.length, 'thread')}`}.`,
		...(reserved === undefined || committed === undefined
			? []
			: [`By its own account it has ${sayBytes(committed)} committed of ${sayBytes(reserved)} reserved${byMalloc}.`]),
		'The regions that it spoke of carry its word now; what is mapped later does not.',
	];
}
