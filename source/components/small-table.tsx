import {Text} from 'ink';
import {Table} from 'ink-table';
import {memo, type PropsWithChildren} from 'react';

type SmallTableProps = {readonly heading: string; readonly rows: readonly string[]};

/**
 * A small table by ink-table: one line a record and no rules between. Records are ready-made lines of equal width, since
 * ink-table measures cells by their length and draws a node a cell, which colours and a live screen cannot afford.
 */
export const SmallTable = memo(
	function SmallTable({heading, rows}: SmallTableProps) {
		return <Table data={rows.map(row => ({[heading]: row}))} header={Cell} cell={Cell} skeleton={Nothing} />;
	},
	// ink-table hashes each record whenever it is asked, and most keys change none.
	(before, after) =>
		before.heading === after.heading &&
		before.rows.length === after.rows.length &&
		before.rows.every((row, index) => row === after.rows[index]),
);

/** Without the blanks that ink-table adds for colour sequences, which it takes for text; an empty <Text> has no height. */
function Cell({children}: PropsWithChildren) {
	return <Text wrap="truncate">{typeof children === 'string' ? children.trimEnd() || ' ' : children}</Text>;
}

/** Takes the place of the frame and of the rules between rows. */
function Nothing() {
	return null;
}
