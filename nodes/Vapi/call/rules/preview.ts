import type { IDataObject } from 'n8n-workflow';

import { asList } from '../../../shared/base/values';
import type { Dial, DialRequest } from '../placing/preparedCall';
import type { RulesState } from './rulesState';
import { wouldBeSent } from './ruleItems';

/**
 * Says of each what would be sent for it. Of a request for several people that is the part that calls
 * this one: whole, a request for 500 would stand there 500 times.
 */
export function preview(dials: Dial[], request: DialRequest, state: RulesState): void {
	state.requests += 1;
	state.people += dials.length;
	const customers = asList(request.body.customers) as IDataObject[];
	dials.forEach((dial, index) => {
		const own = customers.length === 0 ? {} : { customers: customers.slice(index, index + 1) };
		const part = { ...request, body: { ...request.body, ...own } };
		dial.settled = wouldBeSent(part, state.requests, dials.length);
	});
}
