import { cellsOf, useMatrix } from './matrix.mts';
import { RUNS } from './scenarios.mts';

describe('the fault matrix: one run, loops, tools, canceled runs', () => {
	const expectCell = useMatrix();

	it.each(cellsOf(RUNS))('%s × %s × %s', async (...cell) => {
		await expectCell(...cell);
	});
});
