import process from 'node:process';
import type {PlatformSampler} from './sampler.ts';

/**
 * Loads the sampler of the system that this runs on, and nothing of the others. `procRoot` is where procfs is, or a tree
 * of files captured from one (Linux only). Rejects with a sentence for the user where there is no sampler.
 */
export async function loadPlatformSampler(procRoot?: string): Promise<PlatformSampler> {
	switch (process.platform) {
		case 'linux': {
			const {createLinuxSampler} = await import('./linux/linux-sampler.ts');
			return createLinuxSampler(procRoot === undefined ? {} : {procRoot});
		}
		case 'win32': {
			const {createWindowsSampler} = await import('./windows/windows-sampler.ts');
			return createWindowsSampler();
		}
		default:
			throw new Error(
				`vmmap-tui cannot look at processes on this system (${process.platform}): that takes Linux or Windows.`,
			);
	}
}
