import {describeProtection} from '../../model/windows/protection.ts';

/** Windows' numbers for what Linux prints, by what a program may do: `rwx` without the fourth letter. */
const linuxMasks: ReadonlyMap<string, number> = new Map([
	['---', 0x01],
	['r--', 0x02],
	['-w-', 0x04],
	['rw-', 0x04],
	['--x', 0x10],
	['r-x', 0x20],
	['-wx', 0x40],
	['rwx', 0x40],
]);

/** Every protection that Windows has a text for, by the text. */
const windowsMasks: ReadonlyMap<string, number> = new Map(
	[0, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80].flatMap(base =>
		[0, 0x100, 0x200, 0x300, 0x400, 0x500, 0x600, 0x700].map(
			modifiers => [describeProtection(base === 0 ? 0 : base | modifiers), base === 0 ? 0 : base | modifiers] as const,
		),
	),
);

/** The PAGE_* mask of a protection; 0, which says reserved, where Windows has none like it. */
export function toProtectionMask(protection: string): number {
	return windowsMasks.get(protection) ?? linuxMasks.get(protection.slice(0, 3)) ?? 0;
}
