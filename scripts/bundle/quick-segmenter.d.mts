export const quickSegmenter: Pick<Intl.Segmenter, 'segment'>;
