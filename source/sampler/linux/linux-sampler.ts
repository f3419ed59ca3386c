import type {PlatformSampler} from '../sampler.ts';
import {systemProcRoot} from './identity.ts';
import {emptyWorkingSet} from './memory/empty-working-set.ts';
import {openMemory} from './memory/open-memory.ts';
import {listProcesses} from './process-list.ts';
import {openTarget} from './target.ts';
import {createNameUser} from './user-names.ts';
import {createVmaReader} from './vma-reader.ts';

/** Makes the sampler for Linux. `procRoot` is where procfs is, or a tree of files captured from one. */
export function createLinuxSampler({procRoot = systemProcRoot}: {readonly procRoot?: string} = {}): PlatformSampler {
	const nameUser = createNameUser();
	const surroundings = {procRoot, nameUser, reader: createVmaReader()};
	return {
		listProcesses: () => listProcesses(procRoot, nameUser),
		openTarget: pid => openTarget(pid, surroundings),
		emptyWorkingSet,
		// What is in a captured tree is no process of this machine.
		...(procRoot === systemProcRoot && {openMemory}),
	};
}
