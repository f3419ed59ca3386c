import {formatSize} from '../../model/format.ts';

const plenty = 15;

/** Whether memory is committed or only reserved, in Windows' words, of measures in bytes. Empty where it is unknown. */
export function sayCommitted(size: number | undefined, committed: number | undefined): string {
	if (size === undefined || committed === undefined) {
		return '';
	}

	switch (committed) {
		case size:
			return 'committed';
		case 0:
			return 'reserved';
		default:
			return `${formatSize(committed, plenty)} K committed, ${formatSize(size - committed, plenty)} K reserved`;
	}
}
