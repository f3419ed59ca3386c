/** Whether Node threw this because the system refused something: not found, not permitted, ended meanwhile... */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'errno' in error && 'syscall' in error;
}
