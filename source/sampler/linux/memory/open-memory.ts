import {constants} from 'node:os';
import {getSystemErrorMessage} from 'node:util';
import type {Range} from '../../../model/inspection.ts';
import {parsePermissions, shared, writable} from '../../../model/linux/permissions.ts';
import type {Mapping, PageRun, ProcessMemory, Refusal} from '../../process-memory.ts';
import {findPageSize} from '../auxv.ts';
import {sayMalformed} from '../failures.ts';
import {identify, systemProcRoot} from '../identity.ts';
import {addressOf, close, lastError, openForReading} from '../libc.ts';
import {findLivingTask} from '../living-task.ts';
import {readFile} from '../read-file.ts';
import {findRightsOf} from '../rights.ts';
import {createVmaReader} from '../vma-reader.ts';
import {sayWhatHelpsTracing} from '../what-helps.ts';
import {copyFromProcess} from './calls.ts';
import {readPagemap} from './read-pagemap.ts';
import {scanPages} from './scan-pages.ts';

/** Takes hold of the memory of the process that has `pid` now. It is never written to. */
export function openMemory(pid: number): ProcessMemory {
	let {id, folder} = findLivingTask(`${systemProcRoot}/${pid}`, pid);
	const identity = identify(systemProcRoot, pid);
	const auxv = readFile(`${folder}/auxv`);
	const pageSize = (auxv.kind === 'read' ? findPageSize(auxv.bytes) : undefined) ?? 4096;
	let pagemap = -1;
	let canScan = true;

	function findPages(range: Range, most = Number.POSITIVE_INFINITY): readonly PageRun[] | Refusal {
		let runs = scan(range, most);
		// What was opened is of the program that ran then: where another one runs by now (execve(2)), it is opened anew.
		if (runs === constants.errno.ESRCH && identity.stillHasPid()) {
			letGo();
			({id, folder} = findLivingTask(`${systemProcRoot}/${pid}`, pid));
			runs = scan(range, most);
		}

		return typeof runs === 'number' ? refuse(pid, runs) : runs;
	}

	/** Gives the error number where that fails. */
	function scan(range: Range, most: number): readonly PageRun[] | number {
		pagemap = pagemap === -1 ? openForReading(`${folder}/pagemap`) : pagemap;
		if (pagemap === -1) {
			return lastError();
		}

		const runs = canScan ? scanPages(pagemap, range, most) : readPagemap(pagemap, range, pageSize, most);
		if (canScan && (runs === constants.errno.ENOTTY || runs === constants.errno.EINVAL)) {
			canScan = false;
			return readPagemap(pagemap, range, pageSize, most);
		}

		return runs;
	}

	function letGo(): void {
		if (pagemap !== -1) {
			close(pagemap);
			pagemap = -1;
		}
	}

	function read(address: number, into: Uint8Array<ArrayBuffer>): number | Refusal {
		const count = copyFromProcess(id, address, addressOf(into), into.length);
		const error = count === -1 ? lastError() : 0;
		if (!identity.stillHasPid()) {
			return refuse(pid, constants.errno.ESRCH);
		}

		// A page that cannot be read, as one of a device: what it is follows from where the copy ends.
		return count === -1 && error === constants.errno.EFAULT ? 0 : count === -1 ? refuse(pid, error) : count;
	}

	function listMappings(): readonly Mapping[] | Refusal {
		const path = `${folder}/maps`;
		const result = createVmaReader().read(path);
		if (!identity.stillHasPid() || result.kind === 'refused') {
			return refuse(pid, result.kind === 'refused' ? result.errno : constants.errno.ESRCH);
		}

		if (result.kind === 'malformed') {
			return {kind: 'refusal', sentence: sayMalformed(path, result.line, result.expected).sentence};
		}

		const {count, start, size, permissions, path: paths, strings} = result.vmas;
		return Array.from({length: count}, (_, row) => {
			const access = parsePermissions(strings[permissions[row] ?? 0] ?? '');
			return {
				start: start[row] ?? 0,
				end: (start[row] ?? 0) + (size[row] ?? 0),
				isWritable: (access & writable) !== 0,
				isPrivate: (access & shared) === 0,
				path: strings[paths[row] ?? 0] ?? '',
			};
		});
	}

	return {
		pageSize,
		findPages,
		read,
		listMappings,
		close() {
			identity.release();
			letGo();
		},
	};
}

/** ptrace(2), "Ptrace access mode checking": reading memory takes PTRACE_MODE_ATTACH, on which Yama has a say. */
function refuse(pid: number, error: number): Refusal {
	return {kind: 'refusal', sentence: explain(pid, error)};
}

function explain(pid: number, error: number): string {
	switch (error) {
		case constants.errno.EPERM:
		case constants.errno.EACCES:
			return `The memory of process ${pid} may not be read: ${sayWhatHelpsTracing(findRightsOf(pid))}.`;
		case constants.errno.ESRCH:
		case constants.errno.ENOENT:
			return `Process ${pid} has ended, so its memory can no longer be read.`;
		case constants.errno.ENOSYS:
			return 'The kernel, or a sandbox, does not let one process read the memory of another (process_vm_readv).';
		default:
			return `The memory of process ${pid} cannot be read: ${getSystemErrorMessage(-error)}.`;
	}
}
