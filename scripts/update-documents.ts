/** Brings the tables of README.md up to date: `npm run readme`. */
import {readFileSync, writeFileSync} from 'node:fs';
import {updateReadme} from './readme-tables.ts';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, updateReadme(readFileSync(readme, 'utf8')));
