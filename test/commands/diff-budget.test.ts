import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {programCommand} from '../helpers/tmux.ts';

const document = readFileSync(path.join(import.meta.dirname, '../../docs/ci-budgets.md'), 'utf8');

/** The first block of the document in a language. */
function blockOf(language: string): string {
	return new RegExp(`\n\`\`\`${language}\n(?<code>.*?\n)\`\`\`\n`, 's').exec(document)?.groups?.['code'] ?? '';
}

let folder: ReturnType<typeof makeTemporaryFolder>;
beforeEach(() => {
	folder = makeTemporaryFolder();
	const command = path.join(folder.path, 'vmmap-tui');
	writeFileSync(command, `#!/bin/sh\nexec ${programCommand()} "$@"\n`);
	chmodSync(command, 0o755);
	writeFileSync(path.join(folder.path, 'memory-budget.sh'), blockOf('sh'));
	writeFileSync(path.join(folder.path, 'leaky-server.py'), blockOf('python'));
});
afterEach(() => {
	folder[Symbol.dispose]();
});

async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address ? address.port : 0;
}

async function runExample(environment: Readonly<Record<string, string>> = {}) {
	const {status, stdout, stderr} = spawnSync('sh', ['memory-budget.sh'], {
		cwd: folder.path,
		env: {
			...process.env,
			PATH: `${folder.path}:${process.env['PATH']}`,
			PORT: String(await findFreePort()),
			...environment,
		},
		encoding: 'utf8',
	});
	return {status, stdout, stderr};
}

function countRecorded(): number {
	const recording = openRecording(path.join(folder.path, 'app.vmmap'));
	const count = recording.times().length;
	recording.close();
	return count;
}

describe('the example of docs/ci-budgets.md', () => {
	test('passes with a server that stays as it is', async () => {
		const {status, stdout, stderr} = await runExample();
		expect(stderr).toBe('');
		expect(stdout).toContain('Regions that grew most');
		expect(status).toBe(0);
		expect(countRecorded()).toBeGreaterThan(1);
	}, 60_000);

	test('fails with a server that leaks, and says what the document shows', async () => {
		const [, command = ''] = /`SERVER="([^"]*)" sh memory-budget.sh`/.exec(document) ?? [];
		const {status, stderr} = await runExample({SERVER: command});
		const withoutNumbers = (text: string) => text.replaceAll(/[\d,.]+(?= K|%)/g, 'N');
		expect(withoutNumbers(stderr)).toBe(withoutNumbers(blockOf('text')));
		expect(status).toBe(1);
		expect(countRecorded()).toBeGreaterThan(1);
	}, 60_000);
});
