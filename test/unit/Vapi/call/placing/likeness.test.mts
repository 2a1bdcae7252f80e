import { targetsOf } from '../../../../../nodes/Vapi/call/placing/identity.ts';
import { differences, inBrief, valuesIn } from '../../../../../nodes/Vapi/call/placing/identity.ts';
import { likestFirst } from '../../../../../nodes/Vapi/call/placing/search.ts';

const number = '+15555550101';
const overrides = (order: number) => ({ assistantOverrides: { variableValues: { order } } });
const candidate = (id: string, customer: object) => ({
	id,
	call: { assistantId: 'agent', customer: { number, ...customer } },
});

it('counts the values that two descriptions do not share', () => {
	expect(differences(valuesIn({ a: 1, b: { c: [1, 2] } }), valuesIn({ b: { c: [1, 3] }, a: 1 }))).toBe(2);
	expect(differences(valuesIn({ a: 1, b: undefined }), valuesIn({ a: 1 }))).toBe(0);
	expect(differences(valuesIn({ 'a.b': 1 }), valuesIn({ a: { b: 1 } }))).toBe(2);
});

it('keeps of overrides what tells calls to one number apart', () => {
	const assistantOverrides = { firstMessage: 'Hi', variableValues: { a: 1 }, metadata: { b: 2 } };
	expect(inBrief({ number, assistantOverrides })).toEqual({
		number,
		assistantOverrides: { variableValues: { a: 1 }, metadata: { b: 2 } },
		squadOverrides: {},
	});
});

it('puts the call first that was asked for with the same variables, of equal ones the earliest', () => {
	const [target] = targetsOf({ assistantId: 'agent', customer: { number }, ...overrides(2) });
	const candidates = [
		candidate('other', overrides(1)),
		candidate('plain', {}),
		candidate('own', overrides(2)),
		candidate('twin', overrides(2)),
		candidate('stranger', { number: '+15555550102' }),
	];
	expect(likestFirst(target!, candidates).map(({ id }) => id)).toEqual([
		'own',
		'twin',
		'plain',
		'other',
	]);
});
