import {afterEach, expect, test, vi} from 'vitest';
import {loadSqlite} from '../../../source/formats/recording/load-sqlite.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

test('SQLite is loaded without the warning that it is experimental, and with every other', () => {
	const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
	const {emitWarning} = process;
	const load = process.getBuiltinModule;
	// As Node 22 does it.
	vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string) => {
		process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
		process.emitWarning('something else', 'ExperimentalWarning');
		return load(name);
	});
	expect(loadSqlite().DatabaseSync).toBeTypeOf('function');
	expect(warned.mock.calls).toEqual([['something else', 'ExperimentalWarning']]);
	expect(process.emitWarning).toBe(emitWarning);
});
