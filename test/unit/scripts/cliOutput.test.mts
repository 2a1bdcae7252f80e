import { parseRun } from '../../../scripts/n8n/cli.mts';
import { itemsOf, jsonOf } from '../../../scripts/n8n/workflow.mts';

const run = {
	data: {
		resultData: {
			runData: {
				Vapi: [
					{ data: { main: [[{ json: { id: 1 } }]] } },
					{ data: { main: [[{ json: { id: 2 } }], [{ json: { error: 'busy' } }]] } },
				],
			},
		},
	},
};

describe('what n8n prints on the command line', () => {
	const printed = JSON.stringify(run, null, 2);

	it('finds the run between the lines of the log', () => {
		const output = `Starting\n{ not: this }\n${printed}\nWarning: {\n`;
		expect(parseRun(output)).toEqual(run);
	});

	it('shows the output when there is no run in it', () => {
		expect(() => parseRun('The workflow does not exist')).toThrow(/does not exist/);
	});

	it("gives the items of a node's last run, by output", () => {
		const parsed = parseRun(printed);
		expect(jsonOf(parsed, 'Vapi')).toEqual([{ id: 2 }]);
		expect(jsonOf(parsed, 'Vapi', 1)).toEqual([{ error: 'busy' }]);
	});

	it('says which nodes ran when the one asked for did not', () => {
		expect(() => itemsOf(parseRun(printed), 'Set')).toThrow(/"Set" did not run \(ran: Vapi\)/);
	});
});
