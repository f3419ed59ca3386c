import type {Range, RangeFacts} from '../../model/inspection.ts';

/** What is asked for, or found out, of the region or block whose details are open. */
export type Described = {readonly asked: Asked; readonly facts: RangeFacts};

/** A block may begin where its region does. */
export type Asked = Range & {readonly isBlock: boolean};
