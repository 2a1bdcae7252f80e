import type { IDataObject } from 'n8n-workflow';

import { vapiRequest } from '../../shared/api/request';
import { refuse } from '../../shared/base/refusal';
import { asObject, isObject, merged } from '../../shared/base/values';
import type { OperationHandler } from '../../shared/engine/handler';
import type { ItemReader } from '../../shared/engine/itemReader';
import { empty, itemReader, placed, setRows } from '../../shared/engine/itemReader';
import type { ParameterOf } from '../../shared/engine/rows';
import { operation } from '../../shared/generated/phoneNumber/update';

type Name = ParameterOf<typeof operation>;

/** A change of a phone number, without the provider, which only Vapi knows. */
interface PreparedUpdate {
	path: string;
	body: IDataObject;
}

/** Who answers: one of two fields is filled, and the other one emptied, or Vapi would keep both. */
function inboundAgent({ value, name }: ItemReader<Name>): IDataObject {
	const chosen = (parameter: 'assistantId' | 'squadId') =>
		value(parameter) ?? empty({ displayName: name(parameter) });
	switch (value('inboundAgent')) {
		case 'assistant':
			return { assistantId: chosen('assistantId'), squadId: null };
		case 'squad':
			return { assistantId: null, squadId: chosen('squadId') };
		case 'none':
			return { assistantId: null, squadId: null };
		default:
			return {};
	}
}

/**
 * Changes a phone number. It is read first: Vapi wants to be told its provider again with each change, and
 * what is set of its server is laid over what the server has.
 */
export const update: OperationHandler<PreparedUpdate> = {
	async prepare(ctx, itemIndex) {
		const reader = itemReader(ctx, itemIndex, operation);
		const { path, body } = placed(setRows(ctx, itemIndex, operation.fields));
		const all = { ...inboundAgent(reader), ...body };
		if (Object.keys(all).length === 0) {
			refuse(
				'Nothing of the phone number is to be changed',
				`Choose another '${reader.name('inboundAgent')}', or add a field under 'Update Fields'`,
			);
		}
		return { path: `/phone-number/${encodeURIComponent(String(path.id))}`, body: all };
	},
	async execute(ctx, itemIndex, { path, body }) {
		const known = asObject(await vapiRequest(ctx, { method: 'GET', path, itemIndex }));
		const request = { method: 'PATCH', path, itemIndex } as const;
		// Vapi replaces the server as a whole: what it is authenticated by would be gone with a new URL.
		const server = isObject(body.server) ? { server: merged(asObject(known.server), body.server) } : {};
		const whole = { ...body, ...server, provider: known.provider };
		return [{ json: asObject(await vapiRequest(ctx, { ...request, body: whole })) }];
	},
};
