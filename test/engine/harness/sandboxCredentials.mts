import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The credential for a sandbox: its keys, and its address as a custom base URL. */
export function sandboxCredentials(sandbox: {
	url: string;
	privateKey: string;
	publicKey: string;
}): ICredentialDataDecryptedObject {
	return {
		apiKey: sandbox.privateKey,
		publicKey: sandbox.publicKey,
		region: 'custom',
		baseUrl: sandbox.url,
	};
}
