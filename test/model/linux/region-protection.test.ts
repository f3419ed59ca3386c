import {expect, test} from 'vitest';
import {textAt} from '../../../source/model/snapshot.ts';
import {snapshotOf} from '../../helpers/vmas.ts';

/** The protection of one region whose blocks have these permissions. */
function summarize(...permissions: readonly string[]): string {
	const lines = permissions.map((text, part) => `1${part}000-1${part + 1}000 ${text} 0 00:00 0 [heap]`);
	const snapshot = snapshotOf(lines.join('\n'));
	const region = snapshot.blocks.region[snapshot.blocks.start.indexOf(0x10000)] ?? 0;
	return textAt(snapshot, snapshot.regions.protection, region);
}

test('blocks that agree give their own protection', () => {
	expect(summarize('rw-p')).toBe('rw-p');
	expect(summarize('r--p', 'r--p')).toBe('r--p');
});

test('blocks that differ give that of the most permissive one, and a sign', () => {
	expect(summarize('rw-p', '---p')).toBe('rw-p+');
	expect(summarize('r--p', 'r-xp', 'rw-p')).toBe('r-xp+');
	expect(summarize('rw-p', 'r-xp', 'rw-p')).toBe('r-xp+');
});

test('a region is writable and executable only where one of its blocks is', () => {
	expect(summarize('rw-p', 'rwxp', '---p')).toBe('rwxp+');
	expect(summarize('rw-p', 'r-xp')).not.toContain('rwx');
});
