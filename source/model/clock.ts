/** Time of day where the user is: `20:31:05`. */
export function clock(time: number): string {
	return new Date(time).toTimeString().slice(0, 8);
}
