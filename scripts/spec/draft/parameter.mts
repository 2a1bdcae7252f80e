import { shelves } from '../../../nodes/shared/vapi/lists/shelves.ts';
import type { Field } from '../fields.mts';
import { labelOf } from './names.mts';

/** Stands where a person has to find the words; spec:check finds what nobody replaced. */
export const DRAFT = 'DRAFT';

/** A parameter as it is written into a file of words. */
export type Draft = Record<string, unknown>;

const isList = ({ shapes }: Field): boolean => shapes.every(({ type }) => type === 'array');

const isDeep = ({ shapes }: Field): boolean =>
	shapes.some(({ type, properties, items }) => {
		const inner = type === 'array' ? items : undefined;
		if (inner) return inner.type !== 'string' && inner.enum === undefined;
		return type === 'object' || properties !== undefined || type === undefined;
	});

const spoken = (name: string): string => labelOf(name.split('.').at(-1) ?? name);

/** The list whose IDs a field takes, by its name: `toolIds` are tools. */
const shelfOf = (name: string): string | undefined => {
	const [, one] = /(\w+)Ids$/.exec(name) ?? [];
	const title = one && one.charAt(0).toUpperCase() + one.slice(1);
	return Object.keys(shelves).find((shelf) => shelf === `${title}s`);
};

/** The locator of a field, by its name: `assistantId` is an assistant. */
const locatorOf = (name: string, locators: string[]): string | undefined => {
	const [, one] = /^(\w+)Id$/.exec(name) ?? [];
	return locators.find((locator) => locator === one);
};

const hinted = (field: Field): Draft => ({
	displayName: `${spoken(field.name)} (JSON)`,
	...(isList(field) && { type: 'json' }),
	hint: `e.g. ${DRAFT}`,
});

/**
 * A parameter for a field of the contract: name and kind as far as the field's own name and type tell
 * them, and DRAFT for what a person has to say.
 * @param locators names of the resource locators that there are
 */
export const draftParameter = (field: Field, locators: string[]): Draft => {
	const { name } = field;
	const required = field.required && { required: true };
	const locator = locatorOf(name, locators);
	const draft = { field: name, ...required, description: DRAFT };
	if (locator !== undefined) return { use: locator, ...draft };
	const several = isList(field) ? shelfOf(name) : undefined;
	if (several !== undefined) {
		return { ...draft, displayName: spoken(name.replace(/Ids$/, '')), several };
	}
	if (isDeep(field)) return { ...draft, ...hinted(field) };
	const [shape] = field.shapes;
	const isText = shape?.type === 'string' && shape.enum === undefined && shape.format !== 'date-time';
	return {
		...draft,
		displayName: spoken(name),
		...(isText && { placeholder: `e.g. ${DRAFT}` }),
	};
};
