/** A drive and the device behind it: `C:` and `\Device\HarddiskVolume3`. */
export type Drive = {readonly letter: string; readonly device: string};

/**
 * Turns the name that Windows has for a mapped file into the path that a user knows. A name that no drive holds stays.
 *
 *     \Device\HarddiskVolume3\Windows\System32\ntdll.dll -> C:\Windows\System32\ntdll.dll
 *     \Device\Mup\server\share\file.dll                  -> \\server\share\file.dll
 *     \??\Z:\home\file.dll                               -> Z:\home\file.dll
 */
export function toDrivePath(name: string, drives: readonly Drive[]): string {
	const dosName = /^\\\?\?\\(?:(UNC\\)|(?=[a-z]:))/i.exec(name);
	if (dosName) {
		return `${dosName[1] ? '\\\\' : ''}${name.slice(dosName[0].length)}`;
	}

	const [drive] = drives
		.filter(({device}) => isWithin(name, device))
		.toSorted((a, b) => b.device.length - a.device.length);
	if (drive) {
		return `${drive.letter}${name.slice(drive.device.length)}`;
	}

	// What stands between the redirector and the server begins with a semicolon: a session, a drive letter.
	const remote = /^\\Device\\(?:Mup|LanmanRedirector)(?:\\;[^\\]*)*\\(?=[^\\;])/i.exec(name);
	return remote ? `\\\\${name.slice(remote[0].length)}` : name;
}

/** Whether a name lies below a device, whatever the case: HarddiskVolume1 is not the beginning of HarddiskVolume10. */
function isWithin(name: string, device: string): boolean {
	return name[device.length] === '\\' && name.slice(0, device.length).toLowerCase() === device.toLowerCase();
}
