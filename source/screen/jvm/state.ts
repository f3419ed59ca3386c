import type {JvmAccount} from '../../model/linux/jvm/jvm-account.ts';

/** The JVM is about to be asked what its memory is, or was. */
export type JvmTool = {
	readonly kind: 'jvm';
	readonly step:
		| {readonly kind: 'ask'}
		| {readonly kind: 'waiting'}
		| {readonly kind: 'answered'; readonly account: JvmAccount}
		| {readonly kind: 'refused'; readonly sentence: string};
};
