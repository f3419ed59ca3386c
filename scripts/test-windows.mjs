/**
 * Runs the tests of the Windows side under Wine, which it sets up first. With --if-possible, as `npm test` calls it, a
 * machine that cannot have Wine (no Linux, or no right to install it) leaves them out and says why.
 * With --32-bit, 32-bit programs are tried too; without, they are where the machine can run them already.
 */
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {notPossible} from './setup/not-possible.mjs';

const scripts = path.dirname(fileURLToPath(import.meta.url));
const vitest = path.join(scripts, '../node_modules/vitest/vitest.mjs');

const setup = run(path.join(scripts, 'setup-wine.mjs'), ...process.argv.filter(argument => argument === '--32-bit'));
if (setup === notPossible && process.argv.includes('--if-possible')) {
	process.stderr.write('The tests of the Windows side are left out.\n');
} else {
	process.exitCode = setup === 0 ? run(vitest, 'run', '--config', 'vitest.windows.config.ts') : setup;
}

/** Gives the exit code. */
function run(...parameters) {
	return spawnSync(process.execPath, parameters, {stdio: 'inherit', cwd: path.dirname(scripts)}).status ?? 1;
}
