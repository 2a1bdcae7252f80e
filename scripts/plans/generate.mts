import { readFileSync, writeFileSync } from 'node:fs';
import { TABLE, worldPlans } from './table.mts';

const text = worldPlans();
const moved = readFileSync(TABLE, 'utf8') !== text;
writeFileSync(TABLE, text);
console.log(moved ? `Wrote ${TABLE}` : 'The numbering plans are up to date');
