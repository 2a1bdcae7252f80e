import { readFileSync } from 'node:fs';
import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { providers } from '../../nodes/shared/generated/providers.ts';
import { CONTRACT } from '../../scripts/spec/files.mts';
import type { Document, Schema } from '../../scripts/spec/openapi.mts';
import { variants } from '../../scripts/spec/openapi.mts';
import { callParameters, posts, runVapi, useSandbox } from '../engine/support.mts';
import { violationsOf } from './contract.mts';
import { type Leaf, fits, isShown, leavesOf, nested } from './form.mts';
import { keyOf } from './values.mts';

const sandbox = useSandbox();
const contract = JSON.parse(readFileSync(CONTRACT, 'utf8')) as Document;

/** The field of the form that holds a key of an object that belongs to a provider. */
const FIELDS: Record<string, Record<string, string>> = {
	model: { provider: 'modelProvider', model: 'model', url: 'modelUrl' },
	voice: { provider: 'voiceProvider', voiceId: 'voiceId', model: 'voiceModel' },
	transcriber: { provider: 'transcriberProvider', model: 'transcriberModel' },
};

/** A value that a schema takes, the first that it lists where it lists some. */
const sampleOf = (schema: Schema = {}): unknown =>
	schema.enum?.[0] ?? variants(contract, schema).flatMap(({ enum: values = [] }) => values)[0];

/** The shape of an assistant's object that a provider has. */
function shapeOf(part: string, provider: string): Schema {
	const whole = contract.components.schemas.CreateAssistantDTO?.properties?.[part] ?? {};
	const shape = variants(contract, whole).find(
		({ properties = {} }) => properties.provider?.enum?.includes(provider),
	);
	if (shape === undefined) throw new Error(`The contract has no ${part} of ${provider}`);
	return shape;
}

/** What a provider needs beside it, by the fields of the form. */
function neededFields(part: string, provider: string): Record<string, unknown> {
	const { needs } = (providers as Record<string, Record<string, { needs: readonly string[] }>>)[part]?.[
		provider
	] ?? { needs: [] };
	const { properties = {} } = shapeOf(part, provider);
	return Object.fromEntries(
		needs.map((key) => [
			FIELDS[part]?.[key] ?? key,
			sampleOf(properties[key]) ?? (key === 'url' ? 'https://example.com/v1' : 'any'),
		]),
	);
}

/** By whom a field can be set; over a socket where no phone call has it. */
const choicesOf = (leaf: Leaf): Array<{ callType: string; agent: string }> =>
	['assistant', 'newAssistant'].flatMap((agent) => {
		const choices = ['phone', 'websocket'].map((callType) => ({ callType, agent }));
		return choices.find((choice) => isShown(leaf, choice) && fits(leaf, choice)) ?? [];
	});
const lists = leavesOf('call', 'create').filter(({ row, property }) => {
	const isList = row.type === 'options' || row.type === 'multiOptions';
	return isList && row.parameter !== 'callType' && (property.options ?? []).length > 0;
});
const cases = lists.flatMap((leaf) =>
	choicesOf(leaf).flatMap((choice) =>
		(leaf.property.options as INodePropertyOptions[]).map(
			({ value }) => [leaf.row.displayName, String(value), choice, leaf] as const,
		),
	),
);

function fieldsFor(leaf: Leaf, value: string): Record<string, unknown> {
	const { parameter, path, type } = leaf.row;
	const own = { [parameter]: type === 'multiOptions' ? [value] : value };
	const part = path[1] ?? '';
	if (path[2] !== 'provider' || !(part in FIELDS)) return own;
	const group = parameter.slice(0, -keyOf(leaf).length);
	const beside = Object.entries(neededFields(part, value)).map(([name, needed]) => [
		// A model's address is an additional field wherever its provider is chosen.
		name === 'modelUrl' ? 'additionalFields.modelUrl' : group + name,
		needed,
	]);
	return { ...own, ...Object.fromEntries(beside) } as Record<string, unknown>;
}

it.each(cases)("'%s' can be %s for %j", async (_name, value, choice, leaf) => {
	sandbox().reset();
	const parameters = {
		...callParameters(choice),
		...nested(fieldsFor(leaf, value)),
	} as INodeParameters;
	const result = await runVapi(sandbox(), parameters);

	expect(result.error?.message).toBeUndefined();
	expect(posts(sandbox())).toHaveLength(1);
	expect(posts(sandbox()).flatMap(violationsOf)).toEqual([]);
	expect(JSON.stringify(posts(sandbox())[0]?.body)).toContain(JSON.stringify(value));
});

/** Of each choice of a provider: the values of the contract that the form leaves out. */
it.each([
	['Model Provider', []],
	['Voice Provider', ['custom-voice', 'neuphonic']],
	['Transcriber Provider', ['custom-transcriber', 'speechmatics']],
])('%s leaves out what no field of the form can complete: %j', (name, missing) => {
	const [leaf] = lists.filter(({ row }) => row.displayName === name);
	const part = leaf?.row.path[1] ?? '';
	const whole = contract.components.schemas.CreateAssistantDTO?.properties?.[part] ?? {};
	const all = variants(contract, whole).flatMap(({ properties }) => properties?.provider?.enum ?? []);
	const offered = (leaf?.property.options as INodePropertyOptions[]).map(({ value }) => value);
	expect(all.filter((value) => !offered.includes(value as string)).sort()).toEqual(missing);
});

it.each([
	['azure', 'Transcriber Model'],
	['assembly-ai', 'Transcriber Model'],
	['vapi', 'Transcriber Model'],
])('a transcriber of %s takes no %s', async (provider, name) => {
	const additionalFields = { transcriberProvider: provider, transcriberModel: 'any' };
	const result = await runVapi(sandbox(), callParameters({ additionalFields }));

	expect(result.error?.message).toContain(`'${name}' is set, which the provider ${provider} does not have`);
	expect(posts(sandbox())).toEqual([]);
});

it.each<[string, INodeParameters, string]>([
	['Custom LLM without its address', { modelProvider: 'custom-llm', model: 'llama' }, "'Model URL'"],
	['an address for another model', { modelUrl: 'https://example.com' }, "'Model URL'"],
	['Sesame without a model', { voiceProvider: 'sesame', voiceId: 'x' }, "'Voice Model'"],
	['OpenAI as a transcriber without a model', { transcriberProvider: 'openai' }, "'Transcriber Model'"],
	['a provider without a voice', { voiceProvider: 'azure' }, "'Voice ID'"],
	['stability of a voice that has none', { voiceStability: 0.5 }, "'Voice Stability'"],
])('%s is named', async (_what, additionalFields, named) => {
	const result = await runVapi(sandbox(), callParameters({ additionalFields }));

	expect(result.error?.message).toContain(named);
	expect(posts(sandbox())).toEqual([]);
});

it('lists of Answer Assistant Request offer what they offer in Create, which is tried above', () => {
	const optionsOf = ({ property }: Leaf) => property.options;
	const shared = leavesOf('webhookResponse', 'assistantRequest').flatMap((leaf) => {
		const same = lists.find(({ row }) => row.displayName === leaf.row.displayName);
		return same === undefined ? [] : [{ there: optionsOf(leaf), here: optionsOf(same) }];
	});
	expect(shared.length).toBeGreaterThan(5);
	for (const { there, here } of shared) expect(there).toEqual(here);
});
