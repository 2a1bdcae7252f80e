import { readContract } from './contract.mts';
import { CONTRACT, GENERATED, WORDING } from './files.mts';
import { generateFiles, writeGenerated } from './generate/files.mts';
import { readWordings } from './wording/read.mts';

const files = generateFiles(readContract(CONTRACT), readWordings(WORDING));
const moved = writeGenerated(files, GENERATED);
console.log(moved.length > 0 ? `Wrote ${moved.join(', ')}` : 'All generated files are up to date');
