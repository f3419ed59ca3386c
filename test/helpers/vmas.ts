import {buildLinuxSnapshot, type LinuxSample} from '../../source/model/linux/build-snapshot.ts';
import type {VmaColumns} from '../../source/model/linux/vma-columns.ts';
import {typeName} from '../../source/model/memory-type.ts';
import {type Snapshot, textAt} from '../../source/model/snapshot.ts';

/**
 * Reads VMAs as smaps lists them, plainly and slowly. For short lists there is a short form: fields, in kB, and flags
 * stand behind a bar on the line itself.
 *
 *     7f18f0000000-7f18f0021000 rw-p 00000000 00:00 0 [heap] | Rss 8, Anonymous 4, VmFlags rd wr mr mw me
 */
export function readVmas(text: string): VmaColumns {
	const strings = [''];
	const intern = (value: string): number => {
		const known = strings.indexOf(value);
		return known < 0 ? strings.push(value) - 1 : known;
	};

	const rows: VmaRow[] = [];
	for (const line of text.split('\n').filter(content => content.trim() !== '')) {
		const [, start, end, permissions, offset, device, inode, rest = ''] = header.exec(line.trim()) ?? [];
		if (start === undefined || end === undefined) {
			readFields(line, rows.at(-1));
			continue;
		}

		const [path = '', fields = ''] = rest.split('|');
		const row = {
			start: Number.parseInt(start, 16),
			end: Number.parseInt(end, 16),
			permissions: permissions ?? '',
			offset: Number.parseInt(offset ?? '0', 16),
			device: device ?? '',
			inode: Number(inode),
			path: path.trim(),
			vmFlags: '',
			fields: new Map<string, number>(),
		};
		rows.push(row);
		for (const field of fields.split(',')) {
			readFields(field, row);
		}
	}

	const names = new Set(rows.flatMap(({fields}) => [...fields.keys()]));
	return {
		count: rows.length,
		start: Float64Array.from(rows, ({start}) => start),
		size: Float64Array.from(rows, ({start, end}) => end - start),
		permissions: Uint32Array.from(rows, ({permissions}) => intern(permissions)),
		offset: Float64Array.from(rows, ({offset}) => offset),
		device: Uint32Array.from(rows, ({device}) => intern(device)),
		inode: Float64Array.from(rows, ({inode}) => inode),
		path: Uint32Array.from(rows, ({path}) => intern(path)),
		vmFlags: Uint32Array.from(rows, ({vmFlags}) => intern(vmFlags)),
		fields: Object.fromEntries(
			[...names].map(name => [name, Float64Array.from(rows, ({fields}) => fields.get(name) ?? Number.NaN)]),
		),
		strings,
	};
}

/** Builds a snapshot of VMAs in the form of `readVmas`, of a 64-bit process unless `parts` says otherwise. */
export function snapshotOf(text: string, parts: Partial<LinuxSample> = {}): Snapshot {
	return buildLinuxSnapshot({
		vmas: readVmas(text),
		process: {pid: 1234, name: 'test', addressDigits: 16},
		counters: {},
		time: 0,
		cost: {milliseconds: 1, source: 'smaps', attempts: 1},
		notices: [],
		pageSize: 0x1000,
		taskSize: 0x7fff_ffff_f000,
		mmapMinAddress: 0x1_0000,
		findElf: () => undefined,
		...parts,
	});
}

/** The regions but free and unusable ones, a line each: address, type, kind, details, blocks and what they are. */
export function listRegions(snapshot: Snapshot): readonly string[] {
	return listAllRegions(snapshot).filter(line => !/ (Free|Unusable): /.test(line));
}

/** All regions, as `listRegions`. */
export function listAllRegions(snapshot: Snapshot): readonly string[] {
	const {blocks, regions} = snapshot;
	return Array.from({length: regions.count}, (_, region) => {
		const rows = Array.from(
			{length: (regions.firstBlock[region + 1] ?? 0) - (regions.firstBlock[region] ?? 0)},
			(_, row) => (regions.firstBlock[region] ?? 0) + row,
		);
		const type = typeName(regions.type[region] ?? 0);
		const kind = textAt(snapshot, regions.kind, region);
		const inferred = regions.isInferred[region] === 1 ? '?' : '';
		const details = textAt(snapshot, regions.details, region);
		const parts = rows.map(row =>
			[textAt(snapshot, blocks.protection, row), textAt(snapshot, blocks.details, row)].filter(Boolean).join(' '),
		);
		return [
			`${(blocks.start[rows[0] ?? 0] ?? 0).toString(16)} ${type}: ${kind}${inferred}`,
			...(details === '' ? [] : [details]),
			...(parts.join('') === '' ? [] : [parts.join(', ')]),
		].join(' | ');
	});
}

type VmaRow = {
	readonly start: number;
	readonly end: number;
	readonly permissions: string;
	readonly offset: number;
	readonly device: string;
	readonly inode: number;
	readonly path: string;
	vmFlags: string;
	readonly fields: Map<string, number>;
};

const header = /^([\da-f]+)-([\da-f]+) (\S{4}) ([\da-f]+) (\S+) (\d+) *(.*)$/;

function readFields(text: string, row: VmaRow | undefined): void {
	const [, name = '', value = ''] = /^\s*([A-Z]\w+):?\s+(.*?)( kB)?\s*$/.exec(text) ?? [];
	if (name === 'VmFlags' && row) {
		row.vmFlags = value;
	} else if (name !== '') {
		row?.fields.set(name, name === 'THPeligible' ? Number(value) : Number(value) * 1024);
	}
}
