import type { IDataObject } from 'n8n-workflow';

import { asList, asObject, merged, setAt, withoutUnset } from '../../shared/base/values';
import type { ItemReader, SetRow } from '../../shared/engine/itemReader';
import { empty, filledRows } from '../../shared/engine/itemReader';
import type { ParameterOf } from '../../shared/engine/rows';
import type { operation as createOperation } from '../../shared/generated/tool/create';
import { destinationOf } from '../../shared/vapi/phoneNumber/destination';
import { apiRequestUrl } from './triggerUrl';

type ToolReader = ItemReader<ParameterOf<typeof createOperation>>;

/** Where a tool of a type has what the form calls by one name; other rows stand where their path says. */
const PLACES: Partial<Record<string, Partial<Record<string, string[]>>>> = {
	function: {
		toolName: ['function', 'name'],
		modelDescription: ['function', 'description'],
		toolParameters: ['function', 'parameters'],
		webhookUrl: ['server', 'url'],
		credentialId: ['server', 'credentialId'],
		timeoutSeconds: ['server', 'timeoutSeconds'],
	},
	apiRequest: {
		toolName: ['name'],
		modelDescription: ['description'],
		toolParameters: ['body'],
		webhookUrl: ['url'],
		credentialId: ['credentialId'],
		timeoutSeconds: ['timeoutSeconds'],
	},
	mcp: {
		webhookUrl: ['server', 'url'],
		credentialId: ['server', 'credentialId'],
		timeoutSeconds: ['server', 'timeoutSeconds'],
	},
};

/** What tells a Vapi Trigger which call it is (docs/trigger.md): Vapi fills in its own template. */
const CALL_ID = { key: 'call_id', value: '{{ call.id }}' };

const nameOf = ({ row }: SetRow): string => row.parameter.split('.').at(-1) ?? '';

/** The search in files that a query tool is. */
function knowledgeBaseOf(values: Map<string, unknown>): IDataObject {
	const [name, description] = [values.get('toolName'), values.get('modelDescription')];
	if (description === undefined) empty({ displayName: 'Description' });
	return { provider: 'google', name, description, fileIds: values.get('fileIds') } as IDataObject;
}

function destinationIn(value: unknown, field: string): IDataObject {
	const { number, sipUri, extension } = destinationOf(value, { field }) ?? {};
	if (sipUri !== undefined) return { type: 'sip', sipUri };
	return withoutUnset({ type: 'number', number, extension });
}

/** The static parameters of a tool with the ID of the call among them. */
export function withCallId(parameters: unknown): IDataObject[] {
	const others = asList(parameters).map(asObject);
	return others.some(({ key }) => key === CALL_ID.key) ? others : [...others, CALL_ID];
}

/**
 * The tool that an item describes, 'Tool (JSON)' laid over it.
 * @throws Refusal that names the parameter, its value and the way out
 */
export function toolBodyOf(reader: ToolReader): IDataObject {
	const { ctx, itemIndex, rows, value, name } = reader;
	const inBody = rows.filter((row) => row.in === 'body');
	const custom = new Set(inBody.flatMap((row) => (row.custom ? [row.parameter] : [])));
	const set = filledRows(ctx, itemIndex, inBody.map((row) => ({ ...row, custom: false })));
	const type = String(value('toolType'));
	const values = new Map(set.map((each) => [nameOf(each), each.value]));
	const body: IDataObject = {};
	for (const each of set) {
		const { parameter, path } = each.row;
		const place = custom.has(parameter) ? PLACES[type]?.[nameOf(each)] : path;
		if (place && place.length > 0) setAt(body, place, each.value);
	}
	if (type === 'query') body.knowledgeBases = [knowledgeBaseOf(values)];
	const to = values.get('transferTo');
	if (to !== undefined) body.destinations = [destinationIn(to, name('transferTo'))];
	const isTrigger = type === 'apiRequest' && value('answeredByTrigger') === true;
	if (isTrigger) body.url = apiRequestUrl(String(body.url ?? ''), name('webhookUrl'));
	const whole = merged(body, asObject(values.get('toolJson')));
	if (type === 'apiRequest' && whole.url === undefined) empty({ displayName: name('webhookUrl') });
	return isTrigger ? { ...whole, parameters: withCallId(whole.parameters) } : whole;
}

/** What a tool is called, wherever its type has the name; undefined where it has none. */
export function nameOfTool(tool: IDataObject): unknown {
	const [first] = asList(tool.knowledgeBases).map(asObject);
	return asObject(tool.function).name ?? tool.name ?? first?.name;
}
