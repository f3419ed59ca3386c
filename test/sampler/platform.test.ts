import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {loadPlatformSampler} from '../../source/sampler/platform.ts';

const {platform} = process;

afterEach(() => {
	Object.defineProperty(process, 'platform', {value: platform});
});

test('this system has a sampler', async () => {
	const sampler = await loadPlatformSampler();
	expect(sampler.listProcesses().some(({pid}) => pid === process.pid)).toBe(true);
});

test('a system without one is named in the refusal', async () => {
	Object.defineProperty(process, 'platform', {value: 'sunos'});
	await expect(loadPlatformSampler()).rejects.toThrow('on this system (sunos): that takes Linux or Windows.');
});
