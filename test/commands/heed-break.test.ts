import {EventEmitter} from 'node:events';
import {expect, it} from 'vitest';
import {heedBreak} from '../../source/commands/heed-break.ts';

const press = (listener?: () => void): readonly number[] => {
	const codes: number[] = [];
	const signals = new EventEmitter();
	if (listener) {
		signals.on('SIGINT', listener);
	}

	heedBreak({
		on: (signal, heard) => signals.on(signal, heard),
		emit: (signal, name) => signals.emit(signal, name),
		exit: code => codes.push(code),
	});
	signals.emit('SIGBREAK');
	return codes;
};

it('hands Ctrl+Break to whoever listens to Ctrl+C', () => {
	let heard = 0;
	const codes = press(() => {
		heard++;
	});
	expect([heard, codes]).toEqual([1, []]);
});

it('ends the program where nobody does', () => {
	expect(press()).toEqual([130]);
});
