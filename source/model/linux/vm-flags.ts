/** One flag of a VMA in words. */
export type VmFlag = {
	/** The two letters that the kernel prints. */
	readonly flag: string;
	/** What they mean; undefined for a pair that is not known here. */
	readonly meaning?: string;
};

/**
 * Every pair of letters that any kernel so far prints after `VmFlags:`. Linux: fs/proc/task_mmu.c, show_smap_vma_flags,
 * and Documentation/filesystems/proc.rst.
 */
const meanings: ReadonlyMap<string, string> = new Map([
	['rd', 'readable'],
	['wr', 'writable'],
	['ex', 'executable'],
	['sh', 'shared'],
	['mr', 'may be made readable'],
	['mw', 'may be made writable'],
	['me', 'may be made executable'],
	['ms', 'may be shared'],
	['gd', 'grows down'],
	['gu', 'may contain guard pages'],
	['pf', 'pure page frame numbers: no page structures behind it'],
	['dw', 'writing to the mapped file was denied'],
	['lo', 'pages are locked in memory'],
	['lf', 'pages are locked in memory when first touched'],
	['io', 'memory-mapped I/O'],
	['sr', 'advised: read in sequence'],
	['rr', 'advised: read at random'],
	['dc', 'not copied on fork'],
	['de', 'cannot be expanded by mremap'],
	['ac', 'charged to the commit limit'],
	['nr', 'swap space is not reserved for it'],
	['ht', 'uses huge pages of hugetlbfs'],
	['sf', 'page faults are synchronous (DAX)'],
	['nl', 'non-linear mapping'],
	['ar', 'flag of the architecture'],
	['wf', 'wiped on fork'],
	['dd', 'not in core dumps'],
	['bt', 'guarded by branch target identification'],
	['sd', 'soft-dirty: written since the bit was last cleared'],
	['mm', 'may mix pages and page frame numbers'],
	['hg', 'advised: use transparent huge pages'],
	['nh', 'no transparent huge pages'],
	['mg', 'advised: merge equal pages (KSM)'],
	['um', 'userfaultfd tracks missing pages'],
	['uw', 'userfaultfd tracks writes'],
	['ui', 'userfaultfd tracks minor faults'],
	['mt', 'memory tagging is on'],
	['ss', 'shadow stack'],
	['dp', 'may be dropped and read as zero'],
	['sl', 'sealed: cannot be changed or unmapped'],
	['mp', 'bound table of MPX'],
	['??', 'a flag for which the kernel has no letters'],
]);

/**
 * Spells out the flags of a VMA, in the order in which the kernel prints them:
 *
 *     rd wr mr mw me ac sd
 */
export function parseVmFlags(text: string): readonly VmFlag[] {
	return text
		.split(' ')
		.filter(flag => flag !== '')
		.map(flag => {
			const meaning = meanings.get(flag);
			return meaning === undefined ? {flag} : {flag, meaning};
		});
}

/** Whether a text of flags has `flag`, two letters. */
export function hasVmFlag(text: string, flag: string): boolean {
	for (let at = text.indexOf(flag); at >= 0; at = text.indexOf(flag, at + 1)) {
		const isWhole = (at === 0 || text[at - 1] === ' ') && (at + 2 === text.length || text[at + 2] === ' ');
		if (isWhole) {
			return true;
		}
	}

	return false;
}
