import type {Finding, Inspection} from '../model/inspection.ts';
import type {Snapshot} from '../model/snapshot.ts';
import type {SampleFailure} from './sampler.ts';

/** What the sampler's thread is made with, before it is known which process it samples. */
export type SamplerThread = {readonly procRoot: string | undefined};

/** What the screen's thread tells the sampler's thread. */
export type SamplerCommand =
	/** The first one, and given once. */
	| {readonly kind: 'start'; readonly pid: number; readonly intervalSeconds: number}
	| {readonly kind: 'refresh'}
	| {readonly kind: 'set interval'; readonly seconds: number}
	| {readonly kind: 'pause'}
	| {readonly kind: 'resume'}
	| {readonly kind: 'inspect'; readonly inspection: Inspection}
	| {readonly kind: 'close'};

/** Whatever comes from the sampler's thread. */
export type SamplerMessage = SamplerEvent | {readonly kind: 'found'; readonly finding: Finding};

/** What the sampler's thread tells of its samples. */
export type SamplerEvent =
	| {
			readonly kind: 'sample';
			readonly snapshot: Snapshot;
			/** From the start of one sample to the start of the next, as it is at present. */
			readonly intervalMilliseconds: number;
			/** Whether that is longer than asked for, because a sample costs more than its share of the time. */
			readonly isBackedOff: boolean;
	  }
	/** There is no snapshot, and none will follow. */
	| {readonly kind: 'failed'; readonly failure: SampleFailure};
