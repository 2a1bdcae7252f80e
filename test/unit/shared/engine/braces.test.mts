import { filledRows, itemReader } from '../../../../nodes/shared/engine/itemReader.ts';
import { refusalOf } from '../../refusal.mts';
import { contextOf, operation } from './thing.mts';

const readerOf = (parameters: object) => itemReader(contextOf(parameters), 1, operation);

/** Reads all rows, and gives the value of the name. */
const readParameters = (parameters: object) =>
	filledRows(contextOf(parameters), 1, operation.fields).find(({ row }) => row.parameter === 'name')
		?.value;

describe('an expression in a field that is not in expression mode', () => {
	const refused = (parameters: object) => refusalOf(() => readParameters(parameters));

	it.each([
		'{{ $json.name }}',
		'{{$json.name}}',
		'Hi {{ $json["name"] }}!',
		'{{ $(\'Sheet\').item.json.name }}',
		'{{ $node["Sheet"].json.name }}',
		'{{ $now.toISO() }}',
		'{{ $today }}',
		'{{ $fromAI("name") }}',
		'{{ $input.first().json.x }}',
		'{{ $vars.x }}',
		'{{ ($json.a || "b") }}',
		'{{ !$json.a }}',
		'{{ DateTime.now() }}',
		'{{ JSON.stringify($json) }}',
		'{{ Math.round(1.5) }}',
		'{{ new Date() }}',
		'{{ $json.name',
	])('is stopped, with the way out: %s', (name) => {
		const { message, wayOut } = refused({ name });
		expect(message).toMatch(/^'Name' holds an expression that is sent as it is written: "\{\{/);
		expect(wayOut).toMatch(/^Switch the field to Expression/);
	});

	it('is found in lists, rows, objects and IDs, too', () => {
		const text = '{{ $json.x }}';
		for (const name of [[text], { a: { b: text } }, { values: [{ name: 'a', value: text }] }]) {
			expect(refused({ name }).message).toMatch(/^'Name' holds an expression/);
		}
		expect(refused({ id: { __rl: true, mode: 'id', value: text } }).message).toMatch(/^'Thing' holds/);
		expect(refusalOf(() => readerOf({ label: text }).raw('label')).message).toMatch(/^'Label' holds/);
	});

	it.each(['{{name}}', '{{ customer.name }}', '{{"now" | date: "%A"}}', '{{ json.x }}', '{ $json.x }', '$5', '{{}}'])(
		'is not what Vapi itself fills in, or none: %s',
		(name) => {
			expect(readParameters({ name })).toBe(name);
		},
	);

	it('is walked only as deep as JSON may be', () => {
		let deep: object = { text: '{{ $json.x }}' };
		for (let i = 0; i < 100_000; i++) deep = { deep };
		expect(() => readerOf({ label: deep }).raw('label')).not.toThrow();
	});
});

describe("a name of Vapi's in an expression, which n8n leaves empty", () => {
	const refused = (name: string) => refusalOf(() => readParameters({ name }));

	it.each([
		'=Hi {{name}}!',
		'={{ name }}',
		'=Hi {{ customer.name }}, {{ $json.offer }}',
		'={{ $json.offer }} {{ now }}',
		'={{ order.items[0].name }}',
		'={{ name | upcase }}',
		'={ "firstMessage": "Hi {{first_name}}" }',
	])('is stopped, with both ways out: %s', (name) => {
		const { message, wayOut } = refused(name);
		expect(message).toMatch(/^'Name' is an expression, in which n8n leaves this empty: "\{\{/);
		expect(wayOut).toMatch(/\$json/);
		expect(wayOut).toContain("{{ '{{name}' }}}");
	});

	it.each([
		"=Hi {{ '{{name}' }}}!",
		"={{ '{{name' + '}' + '}' }}",
		'={{ $json.name }}',
		'={{ $json.a || name }}',
		'={{ DateTime.now() }}',
		'={{ true }}',
		'={{ null }}',
		'={{ undefined }}',
		'={{ "name" }}',
		'={{ 5 }}',
		'={{ [1] }}',
		'=name',
		'Hi {{name}}!',
		'Hi {{ customer.name | upcase }}',
	])('is not what %s has', (name) => {
		expect(() => readParameters({ name })).not.toThrow();
	});

	it('is found in rows and objects, too', () => {
		expect(() => readParameters({ name: { values: [{ name: 'a', value: '={{ name }}' }] } })).toThrow(
			'leaves this empty',
		);
	});
});
