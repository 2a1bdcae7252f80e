import type { IDataObject } from 'n8n-workflow';

import { isLoopback } from '../../../../credentials/keys';
import { shown } from '../../../shared/api/refuse';
import { isObject } from '../../../shared/base/merge';
import type { FieldNames, Refuse } from '../../agent/types';

const PLACES = ['assistant', 'assistantOverrides', 'squadOverrides'];
/** Vapi sends events over either. */
const PROTOCOLS = ['https:', 'wss:'];

/**
 * Checks the server URLs of a request. Vapi refuses everything but https and wss; http on this
 * machine passes while the API is on it, too, since a local Vapi can reach it.
 */
export function checkServerUrls(
	body: IDataObject,
	apiIsLoopback: boolean,
	names: FieldNames,
	refuse: Refuse,
): void {
	for (const place of PLACES) {
		const settings = body[place];
		const server = isObject(settings) ? settings.server : undefined;
		if (!isObject(server) || typeof server.url !== 'string') continue;
		// The parser overlooks white space, which Vapi does not.
		const readable = !/\s/.test(server.url) && URL.canParse(server.url);
		const url = readable ? new URL(server.url) : undefined;
		const isLocal = apiIsLoopback && url?.protocol === 'http:' && isLoopback(url.hostname);
		if (url !== undefined && (PROTOCOLS.includes(url.protocol) || isLocal)) continue;
		refuse(
			`'${names('serverUrl')}' is not an https address: ${shown(server.url)}`,
			'Vapi sends events to https addresses only. For a workflow, use the production URL of its trigger',
		);
	}
}
