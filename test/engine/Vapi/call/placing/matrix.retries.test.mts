import { cellsOf, useMatrix } from './matrix.mts';
import { RETRIES } from './scenarios.mts';

describe('the fault matrix: n8n runs the node again', () => {
	const expectCell = useMatrix();

	it.each(cellsOf(RETRIES))('%s × %s × %s', async (...cell) => {
		await expectCell(...cell);
	});
});
