import fc from 'fast-check';
import { assemble, dealAnswer } from '../../../../../nodes/Vapi/call/placing/dealAnswer.ts';
import { targetsOf } from '../../../../../nodes/Vapi/call/placing/identity.ts';

const numberOf = (index: number) => `+1555555${String(index).padStart(4, '0')}`;
const call = (index: number) => ({ id: `call-${index}`, customer: { number: numberOf(index) } });
const refusal = (index: number) => ({ customer: { number: numberOf(index) }, error: 'no' });
const batch = (count: number) => ({
	assistantId: 'agent',
	customers: Array.from({ length: count }, (_, index) => ({ number: numberOf(index) })),
});

describe('the answer to a POST', () => {
	it('is the call of the only target, even where Vapi writes the number differently', () => {
		const targets = targetsOf({ customer: { number: numberOf(0) } });
		const answer = { id: 'call', customer: { number: 'something else' } };
		expect(dealAnswer(answer, targets)).toEqual([{ call: answer }]);
	});

	it.each([
		['text', '{"id":"ca'],
		['nothing', undefined],
		['an object without an ID', { status: 'queued' }],
		['an empty ID', { id: '' }],
		['a list', [{ id: 'call' }]],
	])('says nothing where it is %s', (_, answer) => {
		const targets = targetsOf({ customer: { number: numberOf(0) } });
		expect(dealAnswer(answer, targets)).toEqual([undefined]);
	});

	it('is dealt to several customers in any order, calls and refusals', () => {
		const verdicts = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
		const shuffled = verdicts.chain((accepted) => {
			const order = accepted.map((_, index) => index);
			const all = { minLength: order.length, maxLength: order.length };
			return fc.tuple(fc.constant(accepted), fc.shuffledSubarray(order, all));
		});
		fc.assert(
			fc.property(shuffled, ([accepted, order]) => {
				const answer = {
					results: order.filter((index) => accepted[index]).map(call),
					errors: order.filter((index) => !accepted[index]).map(refusal),
				};
				expect(dealAnswer(answer, targetsOf(batch(accepted.length)))).toEqual(
					accepted.map((yes, index) => (yes ? { call: call(index) } : { refused: refusal(index) })),
				);
			}),
		);
	});

	it('leaves those open whom it does not mention', () => {
		const answer = { results: [call(1)], errors: [] };
		expect(dealAnswer(answer, targetsOf(batch(3)))).toEqual([undefined, { call: call(1) }, undefined]);
	});

	it('is dealt by order where the customers are missing and the counts agree', () => {
		const answer = { results: [{ id: 'a' }, { id: 'b' }], errors: [] };
		expect(dealAnswer(answer, targetsOf(batch(2)))).toEqual([
			{ call: { id: 'a' } },
			{ call: { id: 'b' } },
		]);
	});
});

describe('the result of an item', () => {
	it('is the call, or for several customers the shape of the answer to them', () => {
		expect(assemble({ customer: {} }, [call(0)], [], undefined)).toEqual(call(0));
		const subscriptionLimits = { concurrencyBlocked: true };
		expect(assemble(batch(2), [call(0)], [refusal(1)], { subscriptionLimits })).toEqual({
			subscriptionLimits,
			results: [call(0)],
			errors: [refusal(1)],
		});
	});
});
