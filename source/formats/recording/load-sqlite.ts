/** What the warning begins with that Node 22 and the first of 24 give on loading it. */
const experimentalWarning = 'SQLite is an experimental feature';

/** Loads Node's SQLite, without the warning that it is experimental: it would be printed into whatever is on the screen. */
export function loadSqlite(): typeof import('node:sqlite') {
	const {emitWarning} = process;
	process.emitWarning = ((...warning: Parameters<typeof emitWarning>) => {
		if (!String(warning[0]).startsWith(experimentalWarning)) {
			Reflect.apply(emitWarning, process, warning);
		}
	}) as typeof emitWarning;
	try {
		return process.getBuiltinModule('node:sqlite');
	} finally {
		process.emitWarning = emitWarning;
	}
}
