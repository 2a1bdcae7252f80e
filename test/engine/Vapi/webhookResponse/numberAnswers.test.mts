import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { faultsOf } from '../../VapiTrigger/contract.mts';
import { useVapiRequests } from './vapiRequests.mts';

const { ring, send, listening } = useVapiRequests();

const understood = { understood: true, reasons: [] };

/** What a caller is put through to, by what stands in Destination and Country Code. */
const NUMBERS: Array<[destination: string, countryCode: string, expected: IDataObject]> = [
	['(555) 555-0188', '1', { type: 'number', number: '+15555550188' }],
	['555.555.0188 x12', '+1', { type: 'number', number: '+15555550188', extension: '12' }],
	['={{ 5555550188 }}', '={{ 1 }}', { type: 'number', number: '+15555550188' }],
	['Tel. 030 23125001', '0049', { type: 'number', number: '+493023125001' }],
	['+44 (0)20 7946 0000', '1', { type: 'number', number: '+442079460000' }],
	['+1+15555550188', '', { type: 'number', number: '+15555550188' }],
	['sip:anna@example.com', '1', { type: 'sip', sipUri: 'sip:anna@example.com' }],
];

describe.each(NUMBERS)('%p with country code %p is understood', (destination, countryCode, expected) => {
	it('where an assistant is asked for', async () => {
		const { answer, verdict } = await ring({ answerWith: 'destination', destination, countryCode });
		expect(answer).toEqual({ destination: expected });
		expect(verdict).toEqual(understood);
		expect(faultsOf('ServerMessageResponseAssistantRequest', answer)).toEqual([]);
	});

	it('where a transfer is asked for', async () => {
		const { answer, verdict } = await send('transfer-destination-request', 'transferDestination', {
			destination,
			countryCode,
		});
		expect(answer).toEqual({ destination: expected });
		expect(verdict).toEqual(understood);
		expect(faultsOf('ServerMessageResponseTransferDestinationRequest', answer)).toEqual([]);
	});
});

test.each<[INodeParameters, string]>([
	[{ destination: '(555) 555-0188' }, "'Destination' has no country code"],
	[{ destination: '={{ $json.nothing }}', countryCode: '1' }, "'Destination' is empty"],
	[{ destination: '0207946', countryCode: '44' }, "'Destination' is not a national number"],
	[{ destination: '+1 555 555 018' }, "'Destination' is no number of country code 1"],
	[{ destination: '+15555550188', countryCode: 'US' }, "'Country Code' is not a country code"],
])('%p is stopped', async (parameters, message) => {
	const { verdict } = await ring({ answerWith: 'destination', ...parameters });
	expect(verdict?.understood).toBe(false);
	while (listening()?.executions.length === 0) await new Promise(setImmediate);
	expect(listening()?.executions[0]?.error?.message).toContain(message);
});
