import { blamedCustomers } from '../../../../../nodes/Vapi/call/placing/blamedCustomers.ts';

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
