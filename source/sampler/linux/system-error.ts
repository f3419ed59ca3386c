/** Whether Node threw this because the system refused something: not found, not permitted, ended meanwhile... */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'errno' in error && 'syscall' in error;
}

/** What is asked of the system; undefined where it refuses: not found, not permitted, ended meanwhile... */
export function unlessRefused<Answer>(ask: () => Answer): Answer | undefined {
	try {
		return ask();
	} catch (error) {
		if (isSystemError(error)) {
			return undefined;
		}

		throw error;
	}
}
