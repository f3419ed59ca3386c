import {cpus, loadavg, release, totalmem} from 'node:os';
import {type Figure, isMissed} from './figure.ts';

const headings = ['Work', 'vmmap-tui', 'Compared with', 'Figure', 'At most', ''] as const;

function cells(figure: Figure): readonly string[] {
	const {work, ours, comparedWith, value, limit} = figure;
	return [
		work,
		ours,
		comparedWith,
		amount(value, figure),
		limit === undefined ? '' : amount(limit, figure),
		limit === undefined ? '' : isMissed(figure) ? 'MISSED' : 'met',
	];
}

function amount(value: number, {unit}: Figure): string {
	switch (unit) {
		case 'times':
			return `${value.toFixed(2)} x`;
		case '%':
			return `${value.toFixed(1)} %`;
		case 'bytes':
			return `${value.toFixed(0)} bytes`;
		case 'ms':
			return `${value.toFixed(0)} ms`;
	}
}

/** Processes that wanted to run, beside this one: more than there are processors make every figure unsteady. */
const loadAtStart = loadavg()[0] ?? Number.NaN;

/** The figures as a table for a terminal. */
export function formatTable(figures: readonly Figure[]): string {
	const rows = [headings, ...figures.map(cells)];
	const widths = headings.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	return rows
		.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
		.map(line => `${line.trimEnd()}\n`)
		.join('');
}

/** The figures as a page. `notes` says what a reader needs to judge them. */
export function formatPage(figures: readonly Figure[], notes: string): string {
	const rows = [headings, headings.map(() => '---'), ...figures.map(cells)];
	const missed = figures.filter(isMissed);
	return [
		'# Performance',
		'',
		'Made by `npm run bench`; do not edit. Every figure is a ratio that was taken in one run on one machine, so that it',
		'means the same on another: the milliseconds beside it do not.',
		'',
		`${new Date().toISOString().slice(0, 10)}, ${describeMachine()}.`,
		'',
		...rows.map(row => `| ${row.join(' | ')} |`),
		'',
		missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(({work}) => work).join('; ')}.`,
		'',
		notes.trim(),
		'',
	].join('\n');
}

function describeMachine(): string {
	const processors = cpus();
	const model = processors[0]?.model.trim() ?? 'unknown processor';
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${processors.length} x ${model}, ${memory} GB, Linux ${release()}, Node ${process.version}, load ${loadAtStart.toFixed(1)} at the start`;
}
