import { readFile } from 'node:fs/promises';

import {
	FIELDS_OF_OVERRIDES,
	IN_A_CUSTOMER,
	IN_A_PART,
	IN_AN_ASSISTANT,
	ON_A_CALL,
} from '../../../../nodes/shared/api/knownNames.ts';
import { answerError } from '../../../../nodes/shared/api/requestErrors.ts';
import type { ParameterRow } from '../../../../nodes/shared/engine/rows.ts';
import { operation } from '../../../../nodes/shared/generated/call/create.ts';
import { createContext } from './context.mts';

type Properties = Record<string, { properties: object }>;

const ctx = createContext({ credential: {} });
const hintFor = (message: string): string => {
	const response = { statusCode: 400, headers: {}, body: { message: [message] } };
	return String(answerError(ctx, { method: 'POST', path: '/call' }, response, []).description);
};

const onScreen = new Set<string>(operation.fields.map(({ displayName }) => displayName));
const replacements = [ON_A_CALL, IN_A_CUSTOMER, IN_AN_ASSISTANT, ...Object.values(IN_A_PART)].flatMap((names) =>
	Object.entries(names),
);

it('every field that a hint sends somebody to is on the form of Create', () => {
	const named = [
		...replacements.flatMap(([, { field }]) => field ?? []),
		...Object.values(FIELDS_OF_OVERRIDES),
	];
	expect(named.length).toBeGreaterThan(40);
	expect(named.filter((field) => !onScreen.has(field))).toEqual([]);
});

/** The fields of the form for one setting of the assistant each. */
const settings = new Map<string, string[]>();
for (const { path, displayName } of operation.fields as readonly ParameterRow[]) {
	const [place, setting = '', ...deeper] = path;
	if (place !== 'assistantOverrides' || setting === '' || setting === 'name') continue;
	if (deeper.length > 0 && !['model', 'server', 'transcriber', 'voice'].includes(setting)) continue;
	settings.set(setting, [...(settings.get(setting) ?? []), displayName]);
}

it.each([...settings])('%s on the call itself is told by a field of the form', (setting, fields) => {
	const hint = hintFor(`property ${setting} should not exist`);
	const [, named] = /use the field '([^']+)', or in JSON it belongs under/.exec(hint) ?? [];
	expect(fields).toContain(named);
});

it.each(['phone', 'phoneNumber', 'phone_number', 'to', 'customerNumber'])(
	'%s in a customer is told to be the number',
	(name) => {
		for (const place of ['customer', 'customers.0']) {
			expect(hintFor(`${place}.property ${name} should not exist`)).toContain(
				`Vapi has no '${name}' here: use the field 'To', or in JSON number.`,
			);
		}
	},
);

it('no name that counts as a mistake is one that Vapi has there', async () => {
	const { components } = JSON.parse(await readFile('spec/contract.json', 'utf8')) as {
		components: { schemas: Properties };
	};
	const has = (schema: string, name: string) =>
		Object.hasOwn(components.schemas[schema]?.properties ?? {}, name);
	expect(Object.keys(ON_A_CALL).filter((name) => has('CreateCallDTO', name))).toEqual([]);
	expect(Object.keys(IN_AN_ASSISTANT).filter((name) => has('AssistantOverrides', name))).toEqual([]);
	expect(Object.keys(IN_A_CUSTOMER).filter((name) => has('CreateCustomerDTO', name))).toEqual([]);
	expect(Object.keys(IN_A_PART.model ?? {}).filter((name) => has('OpenAIModel', name))).toEqual([]);
});
