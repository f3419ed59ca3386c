/** Brings the tables of README.md and of docs/ up to date: `npm run readme`. */
import {readFileSync, writeFileSync} from 'node:fs';
import {documents, updateTables} from './document-tables.ts';

for (const [name, tables] of Object.entries(documents)) {
	const file = new URL(`../${name}`, import.meta.url);
	writeFileSync(file, updateTables(readFileSync(file, 'utf8'), tables));
}
