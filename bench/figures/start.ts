/** From the start of the program to its first frame, in a terminal, against the least that Node needs to start. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {startPython} from '../../test/helpers/targets.ts';
import {programCommand, projectNode} from '../../test/helpers/tmux.ts';
import {reportFigures} from '../figure.ts';
import {alternate, median, medianRatio, milliseconds} from '../measure.ts';

/** Runs a command in a pty of 200 x 50 that script(1) makes, and passes on what it prints. */
function spawnInTerminal(command: string): ChildProcess {
	const environment = {...process.env, TERM: 'xterm-256color', COLORTERM: 'truecolor'};
	return spawn('script', ['-qfc', `stty cols 200 rows 50; exec ${command}`, '/dev/null'], {
		stdio: ['pipe', 'pipe', 'inherit'],
		env: Object.fromEntries(
			Object.entries(environment).filter(([name]) => !['CI', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV'].includes(name)),
		),
	});
}

async function untilExit(command: string): Promise<number> {
	const start = performance.now();
	const child = spawnInTerminal(command);
	child.stdout?.resume();
	await once(child, 'exit');
	return performance.now() - start;
}

/** Milliseconds until the terminal has been sent `text`; then q ends the program. */
async function untilShown(command: string, text: string): Promise<number> {
	const start = performance.now();
	const child = spawnInTerminal(command);
	let shown = '';
	const taken = await new Promise<number>((resolve, reject) => {
		child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
			shown += chunk;
			if (shown.includes(text)) {
				resolve(performance.now() - start);
			}
		});
		child.on('exit', () => reject(new Error(`${command} ended without showing ${text}:\n${shown}`)));
	});
	child.removeAllListeners('exit');
	child.stdin?.write('q');
	await once(child, 'exit');
	return taken;
}

await using target = await startPython();
const taken = await alternate(
	{
		node: () => untilExit(`${projectNode} -e 0`),
		// The table of types is there as soon as there are numbers.
		frame: () => untilShown(programCommand(String(target.pid)), 'Private Data'),
		help: () => untilExit(programCommand('--help')),
	},
	{rounds: 15, warmUps: 2},
);

const comparedWith = `\`node -e 0\`: ${milliseconds(median(taken.node))}`;
reportFigures([
	{
		work: 'Start to first frame with numbers, in a terminal',
		ours: milliseconds(median(taken.frame)),
		comparedWith,
		value: medianRatio(taken.frame, taken.node),
		unit: 'times',
		limit: 6,
	},
	{
		work: '`--help`',
		ours: milliseconds(median(taken.help)),
		comparedWith,
		value: medianRatio(taken.help, taken.node),
		unit: 'times',
		limit: 2.5,
	},
]);
