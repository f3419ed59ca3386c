/** Prints why the process whose pid is the argument cannot be sampled, as JSON. */
import {createLinuxSampler} from '../../../source/sampler/linux/linux-sampler.ts';

const target = createLinuxSampler().openTarget(Number(process.argv[2]));
const result = target.kind === 'failed' ? target : target.sample();
console.log(JSON.stringify(result.kind === 'failed' ? result : {kind: result.kind}));
