/** The same facts, but an unknown one is left out instead of being there as undefined. */
export function keepKnown<Facts extends object>(facts: Facts): Known<Facts> {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<Facts>;
}

export type Known<Facts> = {
	[Name in keyof Facts as undefined extends Facts[Name] ? never : Name]: Facts[Name];
} & {
	[Name in keyof Facts as undefined extends Facts[Name] ? Name : never]?: Exclude<Facts[Name], undefined>;
};
