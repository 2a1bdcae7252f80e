import { writeFileSync } from 'node:fs';
import { TABLE, worldPlans } from './table.mts';

writeFileSync(TABLE, worldPlans());
console.log(`Wrote ${TABLE}`);
