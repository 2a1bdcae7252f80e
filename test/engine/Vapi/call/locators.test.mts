import type { IDataObject } from 'n8n-workflow';
import { ASSISTANTS, CALLS, PHONE_NUMBERS, SQUADS, STRUCTURED_OUTPUTS } from '../../../../sandbox/seed.mts';
import { listSearch, loadOptions, sandboxCredentials } from '../../harness/index.mts';
import { useSandbox } from '../../support.mts';

const sandbox = useSandbox();

describe('lists behind resource locators', () => {
	const search = async (method: string, filter?: string) => {
		const { results } = await listSearch(method, {
			credentials: sandboxCredentials(sandbox()),
			parameters: { resource: 'call', operation: 'create' },
			...(filter !== undefined && { filter }),
		});
		return results as Array<{ name: string; value: string } & IDataObject>;
	};

	it('lists assistants and squads by name', async () => {
		expect((await search('searchAssistants')).map(({ value }) => value).sort()).toEqual(
			Object.values(ASSISTANTS).sort(),
		);
		expect((await search('searchSquads')).map(({ value }) => value).sort()).toEqual(
			Object.values(SQUADS).sort(),
		);
	});

	it('finds by a part of the name, in any case', async () => {
		expect((await search('searchAssistants', 'QUALI')).map(({ value }) => value)).toEqual([
			ASSISTANTS.leadQualifier,
		]);
	});

	it('labels a phone number with its name, number and provider', async () => {
		const numbers = await search('searchPhoneNumbers');
		const main = numbers.find(({ value }) => value === PHONE_NUMBERS.main);

		expect(main?.name).toBe('Main line (+15555550100) · Twilio');
	});

	it('lists recent calls', async () => {
		expect((await search('searchCalls')).map(({ value }) => value)).toEqual([
			CALLS.answered,
			CALLS.busy,
			CALLS.voicemail,
		]);
	});

	it('lists structured outputs by name', async () => {
		const options = await loadOptions('getStructuredOutputs', {
			credentials: sandboxCredentials(sandbox()),
			parameters: { resource: 'call', operation: 'create' },
		});

		expect(options.map(({ value }) => value).sort()).toEqual(
			Object.values(STRUCTURED_OUTPUTS).sort(),
		);
	});
});
