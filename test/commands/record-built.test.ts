import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import {type RunningTarget, startTarget} from '../helpers/targets.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {builtProgram, openTmux, programCommand, projectNode} from '../helpers/tmux.ts';
import {waitUntil} from '../helpers/wait-until.ts';

let folder: ReturnType<typeof makeTemporaryFolder>;
let file: string;
let target: RunningTarget;
beforeEach(async () => {
	folder = makeTemporaryFolder();
	file = path.join(folder.path, 'app.vmmap');
	target = await startTarget('bash', () => ['-c', 'echo ready; read']);
});
afterEach(async () => {
	await target[Symbol.asyncDispose]();
	folder[Symbol.dispose]();
});

/** How many snapshots the recording has at present; throws while there is none. */
function countSnapshots(): number {
	const recording = openRecording(file);
	const count = recording.times().length;
	recording.close();
	return count;
}

/** Starts to record the target without a terminal, and waits for three snapshots. */
async function startRecording() {
	const child = spawn(projectNode, [builtProgram, 'record', String(target.pid), '--output', file, '--interval', '0.1']);
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', text => {
			printed += text;
		});
	}

	const closed = once(child, 'close');
	await waitUntil(() => expect(countSnapshots()).toBeGreaterThan(2));
	return {
		child,
		async end() {
			const [code, signal] = await closed;
			return {code, signal, printed};
		},
	};
}

describe('the built program records', () => {
	test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('until %s, silently, and leaves one file', async signal => {
		const {child, end} = await startRecording();
		child.kill(signal);
		expect(await end()).toEqual({code: 0, signal: null, printed: ''});
		expect(countSnapshots()).toBeGreaterThan(2);
		expect(readdirSync(folder.path)).toEqual(['app.vmmap']);
	});

	test('until the process ends', async () => {
		const {end} = await startRecording();
		await target.kill();
		expect(await end()).toEqual({code: 0, signal: null, printed: ''});
		expect(readdirSync(folder.path)).toEqual(['app.vmmap']);
	});

	test('with one line of a terminal that says how far it is, until Ctrl+C', async () => {
		using terminal = openTmux({columns: 120, rows: 10});
		const command = programCommand('record', String(target.pid), '--output', file, '--interval', '0.1');
		terminal.run(`cd / && ${command}; echo "code $?"`);
		await terminal.waitForText(/app\.vmmap: \d\d+ snapshots, \d+ KB, 0:\d\d, Ctrl\+C ends it/);
		terminal.press('C-c');
		const shown = await terminal.waitForText('code 0');
		expect(shown.match(/snapshots/g)).toHaveLength(1);
		expect(shown).toMatch(/app\.vmmap: \d+ snapshots, \d+ KB\ncode 0/);
	});

	test('for as long as it is told, with the time that is left', async () => {
		using terminal = openTmux({columns: 120, rows: 10});
		const options = ['--output', file, '--interval', '0.2', '--duration', '2.5'];
		terminal.run(`cd / && ${programCommand('record', String(target.pid), ...options)}; echo "code $?"`);
		await terminal.waitForText(/snapshots?, \d+ KB, 0:0[123] left/);
		expect(await terminal.waitForText('code 0')).toMatch(/app\.vmmap: \d+ snapshots, \d+ KB\ncode 0/);
	});

	test('and says in one sentence what cannot be recorded', async () => {
		const child = spawn(projectNode, [builtProgram, 'record', '999999999', '--output', file]);
		let complained = '';
		child.stderr.on('data', text => {
			complained += text;
		});
		expect(await once(child, 'close')).toEqual([3, null]);
		expect(complained).toMatch(/^[^\n]*999999999[^\n]*\n$/);
		expect(existsSync(file)).toBe(false);
	});
});
