/** The exit code of a set-up that this machine does not allow, other than one that failed. */
export const notPossible = 3;
