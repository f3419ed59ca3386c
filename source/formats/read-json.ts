import type {Architecture, ProcessFacts, SampleCost, Snapshot} from '../model/snapshot.ts';
import {jsonFormat, jsonVersion} from './json-schema.ts';
import {
	type JsonObject,
	readArray,
	readChoice,
	readNumber,
	readObject,
	readOptional,
	readText,
	readTime,
	readWholeNumber,
	refuse,
} from './json-value.ts';
import {parseJson} from './parse-json.ts';
import {readRegions} from './read-json-regions.ts';
import {addRegionMeasures} from './read-json-sums.ts';

/**
 * Reads a snapshot that `writeJson` wrote. Fields that are not known are passed over; the summary follows from the
 * blocks and is not read. Throws a SyntaxError that says what is wrong, and where.
 */
export function readJson(text: string): Snapshot {
	const file = readObject(parseJson(text), 'the file');
	if (file['format'] !== jsonFormat) {
		throw new SyntaxError(`it is no snapshot of vmmap-tui: its "format" is not "${jsonFormat}"`);
	}

	const version = readWholeNumber(file['version'], 'version');
	if (version > jsonVersion) {
		throw new SyntaxError(
			`a newer vmmap-tui wrote it (version ${version} of the format, and this one knows ${jsonVersion}): update vmmap-tui`,
		);
	}

	const pageTable = readOptional(file['pageTable'], readNumber, 'pageTable');
	const regions = readArray(file['regions'], 'regions');
	const snapshot: Snapshot = {
		platform: readChoice(file['platform'], ['linux', 'windows'], 'platform'),
		time: readTime(file['time'], 'time'),
		process: readProcess(readObject(file['process'], 'process')),
		pageSize: readWholeNumber(file['pageSize'], 'pageSize'),
		cost: readCost(readObject(file['cost'], 'cost')),
		notices: readArray(file['notices'] ?? [], 'notices').map((notice, index) => readText(notice, `notices[${index}]`)),
		...(pageTable !== undefined && {pageTable}),
		counters: readCounters(readObject(file['counters'] ?? {}, 'counters')),
		...readRegions(regions, readFieldNames(file['fields'])),
	};
	return addRegionMeasures(snapshot, regions);
}

export const architectures = [
	'x64',
	'x86',
	'arm64',
	'arm',
	'riscv64',
	'ppc64',
	's390x',
	'mips',
	'mips64',
	'loong64',
] as const satisfies readonly Architecture[];

function readProcess(facts: JsonObject): ProcessFacts {
	const optional = {
		pid: readOptional(facts['pid'], readWholeNumber, 'process.pid'),
		command: readOptional(facts['command'], readText, 'process.command'),
		executable: readOptional(facts['executable'], readText, 'process.executable'),
		architecture: readOptional(
			facts['architecture'],
			(value, place) => readChoice(value, architectures, place),
			'process.architecture',
		),
		user: readOptional(facts['user'], readText, 'process.user'),
		parentPid: readOptional(facts['parentPid'], readWholeNumber, 'process.parentPid'),
		threads: readOptional(facts['threads'], readWholeNumber, 'process.threads'),
		startTime: readOptional(facts['startTime'], readTime, 'process.startTime'),
	};
	return {
		name: readText(facts['name'], 'process.name'),
		addressDigits: facts['addressDigits'] === 8 ? 8 : 16,
		...withoutUnknown(optional),
	};
}

const sources = [
	'smaps',
	'maps',
	'VirtualQueryEx',
	'PssCaptureSnapshot',
	'file',
] as const satisfies readonly SampleCost['source'][];

function readCost(cost: JsonObject): SampleCost {
	return {
		milliseconds: readNumber(cost['milliseconds'], 'cost.milliseconds'),
		source: readOptional(cost['source'], (value, place) => readChoice(value, sources, place), 'cost.source') ?? 'file',
		attempts: readOptional(cost['attempts'], readWholeNumber, 'cost.attempts') ?? 1,
	};
}

function readCounters(counters: JsonObject): Readonly<Record<string, number>> {
	return Object.fromEntries(
		Object.entries(counters).map(([name, value]) => [name, readNumber(value, `counters.${name}`)]),
	);
}

/** The names of what stands in the `fields` of a block; undefined where the file has none. */
function readFieldNames(value: unknown): readonly string[] | undefined {
	const names = readOptional(value, readArray, 'fields')?.map((name, index) => readText(name, `fields[${index}]`));
	if (names && new Set(names).size < names.length) {
		refuse('fields', 'a list without a name twice');
	}

	return names;
}

type Known<Facts> = {readonly [Key in keyof Facts]?: Exclude<Facts[Key], undefined>};

/** The same object without the keys that have no value. */
export function withoutUnknown<Facts extends object>(facts: Facts): Known<Facts> {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<Facts>;
}
