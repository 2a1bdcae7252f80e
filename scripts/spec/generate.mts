import { writeFileSync } from 'node:fs';
import { readContract } from './contract.mts';
import { COVERAGE, coveragePage, currentCoverage } from './coveragePage.mts';
import { CONTRACT, GENERATED, WORDING } from './files.mts';
import { generateFiles, writeGenerated } from './generate/files.mts';
import { readWordings } from './wording/read.mts';

const files = generateFiles(readContract(CONTRACT), readWordings(WORDING));
const moved = writeGenerated(files, GENERATED);
console.log(moved.length > 0 ? `Wrote ${moved.join(', ')}` : 'All generated files are up to date');
writeFileSync(COVERAGE, coveragePage(currentCoverage()));
