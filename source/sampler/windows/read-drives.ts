import type {Drive} from './drive-path.ts';
import {readText} from './structures/read-pointer.ts';
import type {WindowsApi} from './windows-api.ts';

/** MAX_PATH and more: the names of devices are short, but several may follow one another. */
const nameLength = 1024;

/** The drives that there are now, each with its device. Those that stand for a folder (subst) have none of their own. */
export function readDrives(api: WindowsApi): readonly Drive[] {
	const present = api.GetLogicalDrives?.() ?? 0;
	const buffer = new Uint8Array(nameLength * 2);
	return Array.from({length: 26}, (_, index) => index)
		.filter(index => (present & (1 << index)) !== 0)
		.flatMap(index => {
			const letter = `${String.fromCharCode(0x41 + index)}:`;
			const length = api.QueryDosDeviceW?.(letter, buffer, nameLength) ?? 0;
			const device = readText(buffer, 0, length);
			return device.startsWith('\\Device\\') ? [{letter, device}] : [];
		});
}
