import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {isInstalled} from '../helpers/compile-target.ts';
import {startMappings} from '../helpers/targets.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {openTmux, programCommand} from '../helpers/tmux.ts';

/** Calls that could change another process, or stop it. */
const changing = 'process_vm_writev,ptrace,process_madvise,kill,tkill,tgkill,pidfd_send_signal,process_mrelease';

describe.skipIf(!isInstalled('strace'))('the live view with every tool (needs strace)', () => {
	test('opens nothing of the process for writing and asks for no change, until the working set is emptied', async () => {
		await using target = await startMappings();
		using folder = makeTemporaryFolder();
		const log = path.join(folder.path, 'calls');
		using terminal = openTmux();
		const calls = `open,openat,creat,truncate,process_vm_readv,pidfd_open,ioctl,${changing}`;
		terminal.run(`clear; strace -f -qq -e trace=${calls} -o ${log} ${programCommand(String(target.pid))}`);
		await terminal.waitForText('live, every');
		const open = async (key: string, shown: string): Promise<void> => {
			terminal.type(key);
			await terminal.waitForText(shown);
			terminal.press('Escape');
			await terminal.waitForText('Regions ');
		};

		terminal.type('/type:heap');
		terminal.press('Enter');
		await open('i', 'was searched');
		await open('x', 'The page is');
		await open('h', 'read while the process ran');
		await open('a', 'Address map');
		await open('!', 'mappings');
		await open('E', 'Enter empty it');
		const before = readFileSync(log, 'utf8');
		terminal.type('E');
		await terminal.waitForText('Enter empty it');
		terminal.press('Enter');
		await terminal.waitForText('Working set before');
		const after = readFileSync(log, 'utf8').slice(before.length);
		terminal.press('Escape');
		terminal.type('q');

		const opened = before.split('\n').filter(line => line.includes(`"/proc/${target.pid}/`));
		expect(opened.some(line => line.includes('/smaps"'))).toBe(true);
		expect(opened.filter(line => !line.includes('O_RDONLY'))).toEqual([]);
		expect(before).toContain(`process_vm_readv(${target.pid}, `);
		const changes = new RegExp(String.raw`\b(${changing.replaceAll(',', '|')})\(`);
		expect(before.split('\n').filter(line => changes.test(line))).toEqual([]);
		expect(after).toMatch(/process_madvise\(\d+, .*MADV_PAGEOUT/);
	}, 60_000);
});
