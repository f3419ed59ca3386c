import {type ColorSupportLevel, supportsColor} from 'chalk';

/**
 * How many colours the terminal shows. NO_COLOR (no-color.org: set and not empty) comes first, then what chalk makes of
 * FORCE_COLOR, COLORTERM and TERM.
 */
export function findColorLevel(environment: Readonly<Record<string, string | undefined>>): ColorSupportLevel {
	if (environment['NO_COLOR']) {
		return 0;
	}

	return supportsColor ? supportsColor.level : 0;
}
