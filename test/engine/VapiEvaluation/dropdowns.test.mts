import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { shelves } from '../../../nodes/shared/vapi/lists/shelves.ts';
import { readContract } from '../../../scripts/spec/contract.mts';
import { CONTRACT, WORDING } from '../../../scripts/spec/files.mts';
import { violationsOf } from '../../contract/contract.mts';
import { listSearch, loadOptions, sandboxCredentials } from '../harness/index.mts';
import { useSandbox } from '../support.mts';

const sandbox = useSandbox();
const { paths } = readContract(CONTRACT);
const { locators } = parse(readFileSync(join(WORDING, 'shared.yaml'), 'utf8')) as {
	locators: Record<string, { list: string }>;
};
/** The lists of resources that a node has; a list without a resource is behind nothing on the screen. */
const lists = Object.entries(shelves).filter(([, { path }]) => paths[path]?.get !== undefined);

it('is behind each locator a list that there is', () => {
	for (const { list } of Object.values(locators)) expect(Object.keys(shelves)).toContain(list);
});

describe.each(lists)('the dropdown of %s', (name, { path }) => {
	it.each(['n8n-nodes-vapi.vapi', 'n8n-nodes-vapi.vapiEvaluation'])('opens in %s by requests that fit', async (type) => {
		const credentials = sandboxCredentials(sandbox());
		const found = await listSearch(`search${name}`, { type, credentials, filter: '' });
		const options = await loadOptions(`get${name}`, { type, credentials });
		expect(found.results).toHaveLength(options.length);
		const { requests } = sandbox();
		expect(requests.filter((request) => request.path === path).length).toBeGreaterThanOrEqual(2);
		expect(requests.flatMap(violationsOf)).toEqual([]);
		expect(requests.map(({ status }) => status)).not.toContain(400);
	});
});
