/** The share of a sample that goes into knowing what memory is, of programs with many mappings and of large runtimes. */
import {Session} from 'node:inspector/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {isInstalled} from '../../test/helpers/compile-target.ts';
import {processesBelow, readCommand} from '../../test/helpers/processes.ts';
import {start} from '../../test/helpers/real-programs.ts';
import {startJava, startManyVmas, startNode} from '../../test/helpers/targets.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {milliseconds} from '../measure.ts';

/** Long enough for hundreds of stacks, at the interval in microseconds. */
const seconds = 4;
const profilerInterval = 100;

/** The first samples read what is kept from then on. */
const warmUps = 5;

/** What recognisers do and what is done for them alone, by file and function. */
const knowing = [
	['recognise-regions.ts', 'recogniseRegions'],
	['target-memory.ts', 'finish'],
	['threads.ts', 'list'],
	['threads.ts', 'finish'],
] as const;

type ProfileNode = Awaited<ReturnType<typeof profile>>['nodes'][number];

async function measureShare(pid: number, what: string): Promise<Figure> {
	const target = createLinuxSampler().openTarget(pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	const sample = () => {
		const result = target.sample();
		if (result.kind === 'failed') {
			throw new Error(result.sentence);
		}
	};
	const firstStart = performance.now();
	sample();
	const first = performance.now() - firstStart;
	for (let round = 1; round < warmUps; round++) {
		sample();
	}

	let samples = 0;
	const profiled = await profile(() => {
		const end = performance.now() + seconds * 1000;
		for (; performance.now() < end; samples++) {
			sample();
		}
	});
	target.close();

	const whole = sumBelow(profiled, ({callFrame}) => isFunction(callFrame, 'target.ts', 'sample'));
	const part = sumBelow(profiled, ({callFrame}) => knowing.some(([file, name]) => isFunction(callFrame, file, name)));
	const cost = (seconds * 1000) / samples;
	return {
		work: `Recognisers in a sample, ${what}`,
		ours: `${milliseconds((cost * part) / whole)}`,
		comparedWith: `the sample: ${milliseconds(cost)}; the first: ${milliseconds(first)}`,
		value: (100 * part) / whole,
		unit: '%',
		limit: 20,
	};
}

/** Runs something while the profiler of V8 looks at its stack. */
async function profile(work: () => void) {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', {interval: profilerInterval});
	await session.post('Profiler.start');
	work();
	const {profile: taken} = await session.post('Profiler.stop');
	session.disconnect();
	return taken;
}

function isFunction({url, functionName}: ProfileNode['callFrame'], file: string, name: string): boolean {
	return url.endsWith(`/${file}`) && functionName === name;
}

/** How often a wanted function was on the stack, itself or below others that are not wanted. */
function sumBelow({nodes}: Awaited<ReturnType<typeof profile>>, isWanted: (node: ProfileNode) => boolean): number {
	const byId = new Map(nodes.map(node => [node.id, node]));
	const visit = (node: ProfileNode | undefined, isInside: boolean): number => {
		if (!node) {
			return 0;
		}

		const counts = isInside || isWanted(node);
		const own = counts ? (node.hitCount ?? 0) : 0;
		return (node.children ?? []).reduce((sum, child) => sum + visit(byId.get(child), counts), own);
	};
	return visit(nodes[0], false);
}

const figures: Figure[] = [];
{
	await using target = await startManyVmas(60_000);
	figures.push(await measureShare(target.pid, 'a target of 60,000 VMAs'));
}

{
	await using target = await startNode();
	figures.push(await measureShare(target.pid, 'Node.js'));
}

{
	await using target = await startJava({options: ['-Xmx4g']});
	figures.push(await measureShare(target.pid, 'a JVM'));
}

if (isInstalled('chromium')) {
	await using chromium = start('chromium', [
		'--headless=new',
		'--no-sandbox',
		'--disable-gpu',
		'--remote-debugging-port=0',
		'--user-data-dir=.',
		'about:blank',
	]);
	await sleep(5000);
	const renderer = processesBelow(chromium.pid).find(pid => readCommand(pid).includes('--type=renderer'));
	if (renderer !== undefined) {
		figures.push(await measureShare(renderer, 'a renderer of Chromium'));
	}
}

reportFigures(figures);
