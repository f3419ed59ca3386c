/**
 * The sequence that puts text on the clipboard of the terminal that the user sits at, also over SSH: OSC 52 ; c ;
 * base64 BEL (xterm, Control Sequences, "Manipulate Selection Data"). Whether it is allowed is up to the terminal.
 */
export function copySequence(text: string): string {
	return `\u001B]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
}
