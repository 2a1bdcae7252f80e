import { join } from 'node:path';
import { ROOT } from '../paths.mts';

/** Where the tools of the contract read and write. */
export const CONTRACT = join(ROOT, 'spec/contract.json');
export const CORRECTIONS = join(ROOT, 'spec/corrections.yaml');
export const WORDING = join(ROOT, 'spec/wording');
export const GENERATED = join(ROOT, 'nodes/shared/generated');
