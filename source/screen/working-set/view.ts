import {formatCount, formatSize} from '../../model/format.ts';
import type {EmptiedWorkingSet} from '../../model/inspection.ts';
import type {Platform} from '../../model/snapshot.ts';
import {escapeText, fitText} from '../../model/text.ts';
import type {Derived} from '../derive.ts';
import {bold, type Line} from '../line.ts';
import type {Hint} from '../view/key-line.ts';
import {toolHints} from '../view/tool-hints.ts';
import {wrapSentence} from '../view/wrap-sentence.ts';
import type {EmptyTool} from './state.ts';

/** The question, or what came of it: before, after, and why not more. */
export function viewEmpty({step}: EmptyTool, {layout, snapshot}: Derived): readonly Line[] {
	const {name, pid} = snapshot.process;
	const title: Line = [
		bold('Empty the working set'),
		{text: fitText(`  ${escapeText(name)} (${pid})`, layout.columns - 22)},
	];
	return [title, ...sentencesOf(step, snapshot.platform).flatMap(sentence => wrapSentence(sentence, layout.columns))];
}

/** The answers to the question; afterwards there is only the way back. */
export function emptyHints({step}: EmptyTool): readonly Hint[] {
	const hints = toolHints('empty');
	return step.kind === 'ask'
		? hints
		: hints
				.filter(({command}) => command !== 'confirm')
				.map(each => (each.command === 'close' ? {...each, hint: 'back'} : each));
}

function sentencesOf(step: EmptyTool['step'], platform: Platform): readonly string[] {
	switch (step.kind) {
		case 'ask':
			return [
				platform === 'windows'
					? 'Its pages stay in memory while nobody else needs it, or go to the page file.'
					: 'Its pages are swapped out or, where a file holds them, dropped.',
				'They come back one by one when it needs them; until then it is slower.',
				'No byte of it changes. Afterwards Total WS shows what it really uses.',
			];
		case 'working':
			return ['Asking the system ...'];
		case 'refused':
			return [step.sentence];
		case 'done':
			return describeResult(step.result);
	}
}

function describeResult(result: EmptiedWorkingSet): readonly string[] {
	const {before, after, swappedBefore, swappedAfter, asked, refused = 0, swapSpace} = result;
	const given = before === undefined || after === undefined ? undefined : before - after;
	const left = given !== undefined && given <= 0 ? 'nothing' : size(given);
	return [
		`Working set before ${size(before)}, after ${size(after)}: ${left} left it.`,
		...(swappedAfter === undefined ? [] : [`Swapped out before ${size(swappedBefore)}, after ${size(swappedAfter)}.`]),
		...(swapSpace === 0
			? [
					'This machine has no swap, so memory that no file holds had to stay, and so did pages of files that other ' +
						'processes map too.',
				]
			: []),
		...(refused > 0
			? [
					`${formatCount(refused, 12)} of ${formatCount(asked, 12)} blocks were refused: devices, locked pages, what the kernel maps.`,
				]
			: []),
	];
}

function size(bytes: number | undefined): string {
	return bytes === undefined ? 'unknown' : `${formatSize(bytes, 14) || '0'}K`;
}
