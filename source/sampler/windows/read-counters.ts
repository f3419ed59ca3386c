import {longMemoryCountersSize, memoryCountersSize, readMemoryCounters} from './structures/memory-counters.ts';
import {viewOf} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/**
 * The counters that Windows keeps for a whole process, in bytes by the names that Windows gives them; undefined where it
 * does not tell them. Systems before Windows 10 22H2 know the shorter structure only.
 */
export function readCounters(api: WindowsApi, process: Handle): Readonly<Record<string, number>> | undefined {
	const counters = [memoryCountersSize, longMemoryCountersSize].map(size => {
		const buffer = new Uint8Array(size);
		const view = viewOf(buffer);
		view.setUint32(0, size, true);
		return api.K32GetProcessMemoryInfo?.(process, buffer, size) ? readMemoryCounters(view) : undefined;
	});
	const [short, long] = counters;
	// Wine fills the longer one with zeros: what both have is taken from the shorter.
	return short && {...long, ...short};
}
