import process from 'node:process';
import koffi from 'koffi';
import {writeJson} from '../../../source/formats/json.ts';
import {bindWindowsApi} from '../../../source/sampler/windows/bind-windows-api.ts';
import {emptyWorkingSet} from '../../../source/sampler/windows/empty-working-set.ts';
import {createWindowsSampler} from '../../../source/sampler/windows/windows-sampler.ts';

/**
 * Runs under Wine: allocates memory, touches a known part of it, and samples itself. Wine tells the working set of the
 * calling process only. Writes JSON to standard output.
 */
const kernel32 = koffi.load('kernel32.dll');
const virtualAlloc = kernel32.func(
	'uintptr_t __stdcall VirtualAlloc(uintptr_t address, size_t size, uint32_t type, uint32_t protect)',
);
const createFileMapping = kernel32.func(
	'uintptr_t __stdcall CreateFileMappingW(uintptr_t file, void *security, uint32_t protect, uint32_t high, uint32_t low, void *name)',
);
const mapViewOfFile = kernel32.func(
	'uintptr_t __stdcall MapViewOfFile(uintptr_t section, uint32_t access, uint32_t high, uint32_t low, size_t size)',
);
const fillMemory = koffi
	.load('ntdll.dll')
	.func('void __stdcall RtlFillMemory(uintptr_t address, size_t size, uint8_t value)');

const megabyte = 2 ** 20;
const commit = 0x3000;
const reserve = 0x2000;
const readWrite = 4;

const touched: number = virtualAlloc(0, 4 * megabyte, commit, readWrite);
fillMemory(touched, megabyte, 1);
const untouched: number = virtualAlloc(0, megabyte, commit, readWrite);
const reserved: number = virtualAlloc(0, megabyte, reserve, readWrite);
const section = createFileMapping(0xffff_ffff_ffff_ffffn, null, readWrite, 0, 2 * megabyte, null);
const view: number = mapViewOfFile(section, 0xf001f, 0, 0, 0);
fillMemory(view, megabyte, 2);
const secondView: number = mapViewOfFile(section, 4, 0, 0, 0);

const api = bindWindowsApi();
const target = createWindowsSampler(api).openTarget(process.pid);
if (target.kind === 'failed') {
	throw new Error(target.sentence);
}

const first = target.sample();
const result = target.sample();
target.close();
if (first.kind === 'failed' || result.kind === 'failed') {
	throw new Error('This process cannot be sampled');
}

const emptied = emptyWorkingSet(api, process.pid, process.pid);
const nobody = emptyWorkingSet(api, 4_000_000, process.pid);
const report = {pid: process.pid, touched, untouched, reserved, view, secondView, emptied, nobody};
process.stdout.write(
	`{"report": ${JSON.stringify(report)}, "snapshot": ${[...writeJson(result.snapshot)].join('')}}\n`,
);
