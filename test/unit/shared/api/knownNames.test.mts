import { readFile } from 'node:fs/promises';

import {
	FIELDS_OF_OVERRIDES,
	IN_A_PART,
	IN_AN_ASSISTANT,
	ON_A_CALL,
} from '../../../../nodes/shared/api/knownNames.ts';
import { operation } from '../../../../nodes/shared/generated/call/create.ts';

type Properties = Record<string, { properties: object }>;

const onScreen = new Set<string>(operation.fields.map(({ displayName }) => displayName));
const replacements = [ON_A_CALL, IN_AN_ASSISTANT, ...Object.values(IN_A_PART)].flatMap((names) =>
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

it('no name that counts as a mistake is one that Vapi has there', async () => {
	const { components } = JSON.parse(await readFile('spec/contract.json', 'utf8')) as {
		components: { schemas: Properties };
	};
	const has = (schema: string, name: string) =>
		Object.hasOwn(components.schemas[schema]?.properties ?? {}, name);
	expect(Object.keys(ON_A_CALL).filter((name) => has('CreateCallDTO', name))).toEqual([]);
	expect(Object.keys(IN_AN_ASSISTANT).filter((name) => has('AssistantOverrides', name))).toEqual([]);
	expect(Object.keys(IN_A_PART.model ?? {}).filter((name) => has('OpenAIModel', name))).toEqual([]);
});
