import {expect, test} from 'vitest';
import {openMemory} from '../../../source/sampler/linux/memory/open-memory.ts';
import {isRefusal, type ProcessMemory, type Refusal} from '../../../source/sampler/process-memory.ts';
import {fakeMemory} from '../../helpers/heap/fake-memory.ts';
import {glibcVersions} from '../../helpers/heap/glibc-version.ts';
import {makeUpHeap} from '../../helpers/heap/made-up-heap.ts';
import {walkAll} from '../../helpers/heap/walk.ts';

const refusal: Refusal = {kind: 'refusal', sentence: 'The memory of process 1 may not be read: run as root.'};

test.each(['listMappings', 'findPages', 'read'] as const)(
	'a walk ends with what the system refuses: %s',
	async call => {
		const [version] = glibcVersions;
		expect.assert(version);
		const main = Array.from({length: 100}, () => ({size: 96, state: 'in use'}) as const);
		const {mappings, regions} = makeUpHeap({version, is32Bit: false, main, arenas: [[main]], mapped: []});
		const memory: ProcessMemory = {...fakeMemory(mappings), [call]: () => refusal};
		await expect(walkAll(memory, regions)).rejects.toThrow(refusal.sentence);
	},
);

test('the mappings of a process are listed as they are', () => {
	const memory = openMemory(process.pid);
	const mappings = memory.listMappings();
	memory.close();
	expect.assert(!isRefusal(mappings));
	expect(mappings.find(({path}) => path === '[stack]')).toMatchObject({isWritable: true, isPrivate: true});
	const library = mappings.filter(({path}) => /\/libc[.\-]/v.test(path));
	expect(library.some(({isWritable}) => isWritable)).toBe(true);
	expect(library.some(({isWritable}) => !isWritable)).toBe(true);
	expect(mappings.every(({start, end}, row) => start < end && start >= (mappings[row - 1]?.end ?? 0))).toBe(true);
});

test('the mappings of a process that has ended are refused', () => {
	const memory = openMemory(2 ** 22 + 1);
	expect(memory.listMappings()).toMatchObject({kind: 'refusal'});
	memory.close();
});
