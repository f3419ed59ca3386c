import type {PeFacts} from './pe-facts.ts';
import type {Verdict} from './verdict.ts';

/** What is known of an image that is mapped. */
export type ImageFacts = {
	/** Undefined where its headers cannot be read. */
	readonly headers: PeFacts | undefined;
	/** Whether the loader has it in its list; undefined where the list cannot be had. */
	readonly isLoaded: boolean | undefined;
};

/** Says what kind of image a region is. `(ASLR)`, as in VMMap, says that it may be loaded anywhere. */
export function classifyImage({headers, isLoaded}: ImageFacts): Verdict {
	if (!headers) {
		return unread;
	}

	const role = isLoaded === false ? 'image, not loaded' : headers.isDll ? 'DLL' : 'executable';
	const {plain, randomized} = verdicts[role];
	return headers.isDynamicBase ? randomized : plain;
}

const unread: Verdict = {
	type: 'Image',
	kind: 'image',
	evidence: 'Windows says that it is an image (MEM_IMAGE).',
};

const verdicts = {
	DLL: describe('DLL', 'its header says that it is a DLL'),
	executable: describe('executable', 'its header says that it is a program'),
	'image, not loaded': describe('image, not loaded', 'it is not in the list of loaded modules'),
};

function describe(kind: string, reason: string): {readonly plain: Verdict; readonly randomized: Verdict} {
	const evidence = `Windows says that it is an image (MEM_IMAGE), and ${reason}.`;
	return {plain: {type: 'Image', kind, evidence}, randomized: {type: 'Image', kind: `${kind} (ASLR)`, evidence}};
}
