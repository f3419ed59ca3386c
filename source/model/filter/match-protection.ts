/** `r-xp` and the rest of what Linux prints. */
const linuxProtection = /^[r-][w-][x-][sp-]$/;

/** What the letters of `rwx` ask of a protection in Windows' words. */
const windowsRights: Readonly<Record<string, RegExp>> = {
	r: /read|copy on write/,
	w: /write(?!combine)/,
	x: /execute/,
};

/**
 * Makes a test for one protection, in lower case, of what `prot:` asks for. Letters of `rwxsp` only: it has all of
 * these rights. With a `-` among them: it is so, place by place, as far as the pattern goes. Else it contains the text.
 */
export function protectionTest(text: string): (protection: string) => boolean {
	const wanted = text.toLowerCase();
	if (/^[rwxsp]+$/.test(wanted)) {
		return protection => [...wanted].every(letter => hasRight(protection, letter));
	}

	if (/^[r-][w-]?[x-]?[sp-]?$/.test(wanted)) {
		return protection => protection.startsWith(wanted);
	}

	return protection => protection.includes(wanted);
}

function hasRight(protection: string, letter: string): boolean {
	return linuxProtection.test(protection)
		? protection.includes(letter)
		: (windowsRights[letter]?.test(protection) ?? false);
}
