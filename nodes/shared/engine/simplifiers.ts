import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { simplifyCall } from '../vapi/simplifyCall';
import type { GeneratedOperation } from './rows';

const SIMPLIFIERS: Record<string, (raw: IDataObject) => IDataObject> = { call: simplifyCall };

/** What the Simplify parameter of an operation does to one row of the answer. */
export function simplifierFor(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ simplify }: GeneratedOperation,
): (raw: IDataObject) => IDataObject {
	const wanted = simplify !== undefined && ctx.getNodeParameter('simplify', itemIndex, true) === true;
	const simplifier = wanted ? SIMPLIFIERS[simplify] : undefined;
	return simplifier ?? ((raw) => raw);
}
