import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { properties } from '../../../../nodes/shared/generated/Vapi.ts';
import { bodies, callParameters, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();

/** How the descriptions say that a name of Vapi's is written in an expression. */
const WRITTEN = /write (\{\{ .+? \}\}\}) for (\{\{name\}\})/;

const described = (list: INodeProperties[]): INodeProperties[] =>
	list.flatMap((property) => [
		...(WRITTEN.test(property.description ?? '') ? [property] : []),
		...described((property.options ?? []).filter((option) => 'type' in option) as INodeProperties[]),
	]);

const fields = [...new Map(described(properties).map((property) => [property.name, property])).values()];

/** A call that changes the field, where the form has it. */
const callWith = (name: string, value: string): INodeParameters =>
	callParameters({
		additionalFields: { [name]: value, ...(name === 'voicemailMessage' && { voicemailDetection: 'vapi' }) },
	});

it('the fields whose text Vapi fills in say how to write that in an expression', () => {
	expect(fields.map(({ displayName }) => displayName).sort()).toEqual([
		'End Call Message',
		'First Message',
		'System Prompt',
		'Voicemail Message',
	]);
});

it.each(fields.map(({ displayName, name, description = '' }) => ({ displayName, name, description })))(
	'$displayName: what the description says is what Vapi gets',
	async ({ name, description }) => {
		const [, written = '', meant = ''] = WRITTEN.exec(description) ?? [];
		const text = `=Hi ${written}, here is {{ $json.shop }}. ${written}`;
		const result = await runVapi(sandbox(), callWith(name, text), { items: [{ shop: 'Example Dental' }] });
		expect(result.error?.message).toBeUndefined();
		const whole = `Hi ${meant}, here is Example Dental. ${meant}`;
		expect(JSON.stringify(bodies(sandbox())[0])).toContain(JSON.stringify(whole));
	},
);

it.each(fields.map(({ displayName, name }) => [displayName, name]))(
	"%s: a name of Vapi's that n8n would empty is stopped, and passes as fixed text",
	async (displayName, name) => {
		const result = await runVapi(sandbox(), callWith(name, '=Hi {{name}}, {{ $json.shop }}'));
		expect(result.error?.message).toContain(`'${displayName}' is an expression, in which n8n leaves`);
		expect(posts(sandbox())).toEqual([]);
		await runVapi(sandbox(), callWith(name, 'Hi {{name}}'));
		expect(JSON.stringify(bodies(sandbox())[0])).toContain('Hi {{name}}');
	},
);
