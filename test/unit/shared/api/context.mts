import 'reflect-metadata';
import { httpRequestWithAuthentication } from 'n8n-core/dist/execution-engine/node-execution-context/utils/request-helpers/authentication.js';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';

import { VapiApi } from '../../../../credentials/VapiApi.credentials.ts';

export const PRIVATE_KEY = 'private-key-of-the-test';
export const PUBLIC_KEY = 'public-key-of-the-test';

export interface ContextOptions {
	/** Base URL of the API; the credential is missing where it is left out. */
	baseUrl?: string;
	credential?: IDataObject;
	/** Values of parameters, by item. */
	parameters?: IDataObject[];
	items?: IDataObject[];
	continueOnFail?: boolean;
	timeZone?: string;
	signal?: AbortSignal;
}

const node: INode = {
	id: '1',
	name: 'Vapi',
	type: 'n8n-nodes-vapi.vapi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function valueAt(object: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], object);
}

/**
 * An execution context whose requests go through n8n-core's own helper and our own `authenticate`,
 * to a real server; the rest is as plain as it can be.
 */
export function createContext(options: ContextOptions): IExecuteFunctions {
	const { parameters = [], items = parameters, signal = new AbortController().signal } = options;
	const credentials: IDataObject = {
		apiKey: PRIVATE_KEY,
		publicKey: PUBLIC_KEY,
		region: 'custom',
		baseUrl: options.baseUrl,
		...options.credential,
	};
	const { authenticate } = new VapiApi();
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		authenticate: async (data: never, _type: string, request: IHttpRequestOptions) =>
			typeof authenticate === 'function' ? await authenticate(data, request) : request,
	};
	const context = {
		getNode: () => node,
		getCredentials: async () => {
			if (options.baseUrl === undefined && options.credential === undefined) {
				throw new Error('Node does not have any credentials set');
			}
			return credentials;
		},
		getExecutionCancelSignal: () => signal,
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (name: string, itemIndex: number, fallback?: unknown) => {
			const given = valueAt(parameters[itemIndex], name);
			const value = given === undefined ? fallback : given;
			if (value === undefined) throw new Error(`Could not get parameter "${name}"`);
			return value;
		},
		getTimezone: () => options.timeZone ?? 'UTC',
		continueOnFail: () => options.continueOnFail === true,
		logger: { warn: () => {}, debug: () => {}, info: () => {}, error: () => {} },
		helpers: {
			async httpRequestWithAuthentication(
				this: unknown,
				type: string,
				request: IHttpRequestOptions,
			) {
				return await httpRequestWithAuthentication.call(
					this as never,
					type,
					request,
					{} as never,
					node,
					{ credentialsHelper } as never,
				);
			},
		},
	};
	return context as unknown as IExecuteFunctions;
}
