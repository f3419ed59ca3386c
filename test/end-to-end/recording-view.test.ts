import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import {startMappings} from '../helpers/targets.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {builtProgram, openTmux, programCommand, projectNode} from '../helpers/tmux.ts';
import {waitUntil} from '../helpers/wait-until.ts';

function countSnapshots(file: string): number {
	const recording = openRecording(file);
	const count = recording.times().length;
	recording.close();
	return count;
}

test('who goes over from a recording that still grows to a process stays with the process', async () => {
	await using target = await startMappings();
	using folder = makeTemporaryFolder();
	const file = path.join(folder.path, 'grows.vmmap');
	const recorder = spawn(
		projectNode,
		[builtProgram, 'record', String(target.pid), '--output', file, '--interval', '0.2'],
		{stdio: 'ignore'},
	);
	try {
		await waitUntil(() => expect(existsSync(file) && countSnapshots(file)).toBeGreaterThan(1));
		using terminal = openTmux({columns: 120, rows: 30});
		terminal.run(`clear; ${programCommand(file)}`);
		await terminal.waitForText('file of');
		terminal.type('p');
		await terminal.waitForText('Pick a process');
		terminal.type(path.basename(target.directory));
		await terminal.waitForText(new RegExp(`^> +${target.pid} program`, 'm'));
		terminal.press('Enter');
		await terminal.waitForText(new RegExp(`program \\(${target.pid}\\).*live`));
		// The next sample would hide what the recording has brought in between.
		terminal.type(' ');
		await terminal.waitForText('PAUSED');
		const count = countSnapshots(file);
		await waitUntil(() => expect(countSnapshots(file)).toBeGreaterThan(count + 8));
		expect(terminal.text()).toMatch(new RegExp(`program \\(${target.pid}\\).*PAUSED`));
		terminal.type('q');
		await terminal.waitFor(() => expect(terminal.foregroundPid()).toBeUndefined());
	} finally {
		recorder.kill('SIGINT');
		await once(recorder, 'exit');
	}
});
