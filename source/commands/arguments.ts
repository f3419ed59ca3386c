import meow from 'meow';
import {usageError} from './command-error.ts';
import {helpText} from './help-text.ts';

const flags = {
	p: {type: 'string'},
	o: {type: 'string'},
	format: {type: 'string'},
	output: {type: 'string'},
	interval: {type: 'string'},
	duration: {type: 'string'},
	history: {type: 'string'},
	maxGrowth: {type: 'string', isMultiple: true},
	jcmd: {type: 'boolean'},
	help: {type: 'boolean'},
	version: {type: 'boolean'},
} as const;

export type FlagName = keyof typeof flags;

export type ParsedArguments = {
	/** What is no option, in its order. */
	readonly input: readonly string[];
	/** The value of each option that is there; the empty text for one that takes none or several. */
	readonly values: ReadonlyMap<FlagName, string>;
	/** The values of --max-growth. */
	readonly maxGrowth: readonly string[];
	/** The text of --help, laid out. */
	readonly help: string;
};

/** What VMMap's scripts pass and what has no meaning here: agreement to its licence, and the choice of its 64-bit program. */
const ignoredArguments: ReadonlySet<string> = new Set(['-accepteula', '/accepteula', '-64']);

/** Splits the arguments after the program's name into options and the rest. Throws for an option that is unknown or lacks its value. */
export function parseArguments(commandLine: readonly string[]): ParsedArguments {
	const separator = commandLine.indexOf('--');
	const end = separator === -1 ? commandLine.length : separator;
	const {
		input,
		flags: received,
		help,
	} = parseFlags(commandLine.filter((argument, index) => index > end || !ignoredArguments.has(argument.toLowerCase())));
	const values = new Map<FlagName, string>();
	const maxGrowth: string[] = [];
	for (const [name, value] of Object.entries(received)) {
		if (!isFlagName(name)) {
			throw usageError(`There is no option ${writeFlag(name)}.`);
		}

		if (Array.isArray(value)) {
			for (const item of value) {
				if (typeof item !== 'string' || item === '') {
					throw usageError(`The option ${writeFlag(name)} needs a value.`);
				}

				maxGrowth.push(item);
				values.set(name, '');
			}
		} else if (flags[name].type === 'boolean') {
			if (value === true) {
				values.set(name, '');
			}
		} else if (typeof value === 'string' && value !== '') {
			values.set(name, value);
		} else if (value !== undefined) {
			throw usageError(`The option ${writeFlag(name)} needs a value.`);
		}
	}

	// meow says nothing of an option that may be given several times and has no value: a limit would pass for none.
	const given = commandLine.slice(0, end).filter(argument => /^--max(?:-g|G)rowth(?:=|$)/.test(argument));
	if (given.length !== maxGrowth.length) {
		throw usageError('The option --max-growth needs a value.');
	}

	return {input, values, maxGrowth, help};
}

function parseFlags(argv: readonly string[]): {
	readonly input: readonly string[];
	readonly flags: Readonly<Record<string, unknown>>;
	readonly help: string;
} {
	try {
		return meow(helpText, {
			importMeta: import.meta,
			argv,
			flags,
			// meow would print and exit by itself.
			autoHelp: false,
			autoVersion: false,
			description: false,
			// Otherwise meow looks for a package.json, and finds none beside the bundle.
			pkg: {name: 'vmmap-tui'},
		});
	} catch (error) {
		// An option that is given twice; the message says so.
		throw usageError(error instanceof Error ? error.message : String(error));
	}
}

/** How an option is written on the command line: -p, --format. */
export function writeFlag(name: string): string {
	return name.length === 1 ? `-${name}` : `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

function isFlagName(name: string): name is FlagName {
	return Object.hasOwn(flags, name);
}
