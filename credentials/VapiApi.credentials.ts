import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { keyKindFor, requestUrlOf } from './keys';
import { pastedKey } from './pastedKey';
import { webhookProperties } from './webhookProperties';

const REJECTED =
	'Vapi does not accept this key. Is it the private key (not the public one), and does the Region match the one of your Vapi organization?';

/** `true` for every spelling of the header that carries a key. */
const isAuthorization = (name: string) => name.toLowerCase() === 'authorization';

/** Puts the key that fits onto a request, or none: the one place where that happens. */
const authenticate = async (
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> => {
	const kind = keyKindFor(credentials, request);
	const options = { ...request, sendCredentialsOnCrossOriginRedirect: false };
	if (kind === 'none') return options;

	const key = pastedKey(credentials, kind);
	const headers = Object.fromEntries(
		Object.entries(request.headers ?? {}).filter(([name]) => !isAuthorization(name)),
	);
	// In lower case, because n8n before 2.20 hands `Authorization`, so spelled, to the next host of a redirect.
	if (key !== '') headers.authorization = `Bearer ${key}`;
	// What was checked is what is sent: one absolute URL, which nobody can join differently.
	return { ...options, url: requestUrlOf(request)?.href ?? request.url, baseURL: undefined, headers };
};

export class VapiApi implements ICredentialType {
	name = 'vapiApi';

	displayName = 'Vapi API';

	icon = { light: 'file:../icons/vapi.svg', dark: 'file:../icons/vapi.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-vapi/n8n-nodes-vapi#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The private key of your organization. In the Vapi dashboard, open API Keys and copy it from the private keys.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'US', value: 'us', description: 'Organizations at dashboard.vapi.ai' },
				{ name: 'EU', value: 'eu', description: 'Organizations in the European Union' },
				{ name: 'Custom', value: 'custom', description: 'An address of your own' },
			],
			default: 'us',
			description: 'Where your Vapi organization lives. A key works in its own region only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { region: ['custom'] } },
			default: '',
			placeholder: 'e.g. https://api.vapi.ai',
			required: true,
			description:
				'Address of the API, starting with https://. Plain http is accepted on this machine only (localhost). Your private key is sent to this host, so enter nobody else\'s.',
		},
		{
			displayName: 'Public Key',
			name: 'publicKey',
			type: 'string',
			default: '',
			description:
				'Needed for web calls, and for live control of calls whose assistant demands it. In the Vapi dashboard, it stands beside the private keys under API Keys.',
		},
		...webhookProperties,
	];

	authenticate: IAuthenticate = authenticate;

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.region === "custom" ? ($credentials.baseUrl || "").trim() : $credentials.region === "eu" ? "https://api.eu.vapi.ai" : "https://api.vapi.ai" }}',
			url: '/assistant',
			qs: { limit: 1 },
		},
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: REJECTED } },
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'Vapi turned this request away (403). Does a firewall or proxy stand in between?',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Vapi API at this address. Check the Base URL.',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 429, message: 'Vapi asks to slow down. Try again in a minute.' },
			},
		],
	};
}
