import {Chalk, type ColorSupportLevel} from 'chalk';
import type {Line, Look} from '../screen/line.ts';

/** Turns a line into one string with the terminal's colour sequences: what a `<Text>` draws fastest. */
export type Paint = (line: Line) => string;

/**
 * Makes the painter for a terminal: 0 no colour (signs and inverse still tell everything), 1 sixteen, 2 of 256, 3 all.
 * In sixteen colours the pastel tones of the types would fall together, so each type has a colour of its own there.
 */
export function createPaint(level: ColorSupportLevel): Paint {
	// Bold and inverse are no colours: a terminal with NO_COLOR has them.
	const attributes = new Chalk({level: 1});
	const chalk = new Chalk({level});

	const paintSegment = (text: string, look: Look): string => {
		let painted = text;
		if (look.background !== undefined && level > 0) {
			painted =
				level === 1
					? sixteenColors(chalk, look.background)(painted)
					: chalk.bgHex(look.background).hex('#101010')(painted);
		}

		if (look.color !== undefined && level > 1) {
			painted = chalk.hex(look.color)(painted);
		}

		if (look.isBold) {
			painted = attributes.bold(painted);
		}

		if (look.isDim) {
			painted = attributes.dim(painted);
		}

		return look.isInverse ? attributes.inverse(painted) : painted;
	};

	return line => line.map(({text, look}) => (look ? paintSegment(text, look) : text)).join('');
}

type ChalkInstance = InstanceType<typeof Chalk>;

/** The ground in sixteen colours, by the colour of the type in `memoryTypes`. */
function sixteenColors(chalk: ChalkInstance, color: string): (text: string) => string {
	switch (color) {
		case '#D3A0FF':
			return chalk.black.bgMagenta;
		case '#B1D6FF':
			return chalk.black.bgCyan;
		case '#DDEEFE':
			return chalk.black.bgCyanBright;
		case '#FF9666':
			return chalk.black.bgRed;
		case '#D3E279':
			return chalk.black.bgGreen;
		case '#FFC082':
			return chalk.black.bgRedBright;
		case '#F4F400':
			return chalk.black.bgYellow;
		case '#D2A09F':
			return chalk.black.bgMagentaBright;
		case '#D2D2D2':
			return chalk.black.bgBlackBright;
		default:
			return chalk.black.bgWhite;
	}
}
