import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { blamedCustomers, errorFor } from '../../../nodes/Vapi/call/placing/batchErrors.ts';
import { createContext } from '../transport/context.mts';

const refused = (text: string) => `Vapi refused the request (400): ${text}`;

describe('customers that a refusal of the whole request names', () => {
	it('are told by their places, all that is said of each', () => {
		const said = refused(
			'customers.1.number must be valid; customers.12.email is too long; customers.1.name is too long',
		);
		expect([...blamedCustomers(said)!]).toEqual([
			[1, 'customer.number must be valid; customer.name is too long'],
			[12, 'customer.email is too long'],
		]);
		expect([...blamedCustomers(refused('customers[3].number is not valid'))!.keys()]).toEqual([3]);
	});

	it.each([
		refused('phoneNumberId does not exist'),
		refused('customers.1.number must be valid; phoneNumberId does not exist'),
		'Vapi refused the request (402): customers.1 cannot pay',
		'Vapi did not answer within 60 seconds',
	])('are nobody where it says %j', (message) => {
		expect(blamedCustomers(message)).toBeUndefined();
	});
});

it('gives each item an error of its own, with everything but the index the same', () => {
	const ctx = createContext({});
	const error = new NodeApiError(ctx.getNode(), { message: 'x' }, { message: 'x', httpCode: '402' });
	Object.assign(error, { message: 'Vapi refused', description: 'Pay' });
	Object.assign(error.context, { outcome: 'refused', itemIndex: 0 });
	const own = errorFor(ctx, 4, error);
	expect(own).toBeInstanceOf(NodeApiError);
	expect(own).toMatchObject({
		message: 'Vapi refused',
		description: 'Pay',
		httpCode: '402',
		context: { outcome: 'refused', itemIndex: 4 },
	});
	expect(error.context.itemIndex).toBe(0);
	const plain = errorFor(ctx, 1, new Error('Unforeseen'));
	expect(plain).toBeInstanceOf(NodeOperationError);
	expect(plain).toMatchObject({ message: 'Unforeseen', context: { itemIndex: 1 } });
});
