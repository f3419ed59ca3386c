import {constants} from 'node:os';
import type {SampleCost} from '../../model/snapshot.ts';
import type {Refused} from './read-file.ts';
import type {MalformedLine, ParsedVmas} from './vma-parser.ts';
import type {VmaReader} from './vma-reader.ts';

/** VMAs with the file that they come from, or why there are none. */
export type VmasRead =
	| (ParsedVmas & {
			readonly source: Extract<SampleCost['source'], 'smaps' | 'maps'>;
			readonly refused: Refused | undefined;
	  })
	| (MalformedLine & {readonly path: string})
	| {readonly kind: 'empty'}
	| (Refused & {readonly path: string});

/**
 * Reads the VMAs of the process in a folder of /proc: from smaps, or where that is missing, denied or empty, from maps,
 * which has addresses and names only. `refused` says then what was wrong with smaps.
 */
export function readVmas(folder: string, reader: VmaReader): VmasRead {
	const smapsPath = `${folder}/smaps`;
	const smaps = reader.read(smapsPath);
	if (smaps.kind === 'malformed') {
		return {...smaps, path: smapsPath};
	}

	if (smaps.kind === 'parsed' && smaps.vmas.count > 0) {
		return {...smaps, source: 'smaps', refused: undefined};
	}

	const refused = smaps.kind === 'refused' ? smaps : undefined;
	const mapsPath = `${folder}/maps`;
	const maps = reader.read(mapsPath);
	if (maps.kind === 'malformed') {
		return {...maps, path: mapsPath};
	}

	if (maps.kind === 'parsed' && maps.vmas.count > 0) {
		return {...maps, source: 'maps', refused};
	}

	return refused ? {...refused, path: smapsPath} : {kind: 'empty'};
}

/** Whether the system says that we may not, rather than that something is not there. */
export function isDenied({errno}: Refused): boolean {
	return errno === constants.errno.EACCES || errno === constants.errno.EPERM;
}
