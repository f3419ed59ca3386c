/** An element of a file as it stands there, for what is kept without being understood. */
export type XmlElement = {
	readonly name: string;
	readonly attributes: XmlAttributes;
	/** Elements, and texts that are more than blanks. */
	readonly content: readonly (XmlElement | string)[];
};

export type XmlAttributes = Readonly<Record<string, string>>;
