import { styleOf } from '../check/lists.mts';
import { type Field, topFields } from '../fields.mts';
import { type Document, operationOf } from '../openapi.mts';
import { labelOf, nounOf, oneOf, pluralOf } from './names.mts';
import { DRAFT, type Draft, draftParameter } from './parameter.mts';

/** What the order of a list is left to. */
const ORDER = 'Lists come newest first; the Sort node puts them in another order';

interface Names {
	name: string;
	action: string;
	description: string;
}

/** The usual operations, in n8n's voice. */
const usual = (key: string, noun: string): Names | undefined =>
	({
		create: {
			...{ name: 'Create', action: `Create ${noun}` },
			description: `Add ${oneOf(noun)} to your account`,
		},
		get: { name: 'Get', action: `Get ${noun}`, description: `Read ${oneOf(noun)}` },
		getAll: {
			...{ name: 'Get Many', action: `Get many ${pluralOf(noun)}` },
			description: `List ${pluralOf(noun)}, the newest first`,
		},
		update: {
			...{ name: 'Update', action: `Update ${noun}` },
			description: `Change ${oneOf(noun)}; what is left out stays as it is`,
		},
		delete: {
			...{ name: 'Delete', action: `Delete ${noun}` },
			description: `Remove ${oneOf(noun)} from your account for good`,
		},
	})[key];

const isListAnswer = (style: string | undefined): boolean => style !== undefined;

/** The name of the operation behind a request: `GET /squad/{id}` gets. */
const keyOf = (request: string, isMany: boolean): string => {
	const [method = '', path = ''] = request.split(' ');
	const last = path.split('/').at(-1) ?? '';
	const isOne = last.startsWith('{');
	if (method === 'GET') return isMany ? 'getAll' : 'get';
	if (method === 'DELETE') return 'delete';
	if (method === 'PATCH') return 'update';
	return isOne ? 'update' : 'create';
};

const collection = (displayName: string, placeholder: string, contains: Draft): Draft => ({
	displayName,
	placeholder,
	contains,
});

const byName = (fields: Field[], locators: string[]): Draft =>
	Object.fromEntries(fields.map((field) => [field.name, draftParameter(field, locators)]));

/** Where the optional fields of an operation stand, as n8n's own nodes name the place. */
const placeOf = (key: string): [name: string, label: string, one: string] =>
	key === 'update'
		? ['updateFields', 'Update Fields', 'Field']
		: key === 'getAll'
			? ['filters', 'Filters', 'Filter']
			: ['additionalFields', 'Additional Fields', 'Field'];

const isDate = ({ name }: Field): boolean => /^(?:created|updated)At(?:Gt|Ge|Lt|Le)$/.test(name);

/** What Return All and Limit bring along, and what their order is left to. */
const LIST_FIELDS = ['page', 'limit'];
const ORDER_FIELDS = ['sortOrder', 'sortBy'];

/**
 * An operation as a person goes on with it: the fields of its request in the places where n8n's nodes
 * have them, words for what is always the same, and DRAFT where somebody has to say something.
 * @param key name of the operation, where it is not the usual one of its method
 */
export const draftOperation = (
	document: Document,
	resource: string,
	request: string,
	locators: string[],
	key?: string,
): [key: string, draft: Draft] => {
	const operation = operationOf(document, request);
	const style = styleOf(document, operation);
	const list = style === 'other' ? undefined : style;
	const chosen = key ?? keyOf(request, isListAnswer(list));
	const noun = nounOf(resource);
	const fields = topFields(document, operation);
	const shown = fields.filter(({ name }) => list === undefined || !LIST_FIELDS.includes(name));
	const ordering = list === undefined ? [] : shown.filter(({ name }) => ORDER_FIELDS.includes(name));
	const rest = shown.filter((field) => !ordering.includes(field));
	const own = rest.filter((field) => field.in === 'path' && field.name === 'id');
	const first = rest.filter((field) => field.required && !own.includes(field));
	const others = rest.filter((field) => !first.includes(field) && !own.includes(field) && !isDate(field));
	const dates = rest.some(isDate) ? { include: ['dateFilters'] } : {};
	const [place, label, one] = placeOf(chosen);
	const inner = { ...dates, ...byName(others, locators) };
	const isEmpty = Object.keys(inner).length === 0;
	const names = usual(chosen, noun) ?? {
		...{ name: labelOf(chosen), action: `${labelOf(chosen)} ${noun}`, description: DRAFT },
	};
	return [
		chosen,
		{
			...names,
			requests: [request],
			...(list !== undefined && { list }),
			parameters: {
				...(own.length > 0 && {
					[`${resource}Id`]: {
						...(locators.includes(resource) ? { use: resource } : { displayName: labelOf(`${resource}Id`) }),
						...{ field: 'id', required: true },
						description: `${labelOf(resource)} to ${chosen === 'get' ? 'read' : nounOf(chosen)}`,
					},
				}),
				...byName(first, locators),
				...(!isEmpty && { [place]: collection(label, one, inner) }),
			},
			...(ordering.length > 0 && {
				omitted: Object.fromEntries(ordering.map(({ name }) => [name, ORDER])),
			}),
		},
	];
};
