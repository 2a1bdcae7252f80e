import { baseUrlOf, baseUrlText } from '../../credentials/keys.ts';
import { pastedKey } from '../../credentials/pastedKey.ts';
import { QUIET_EXAMPLE } from '../examples.mts';
import type { Account } from './account.mts';

/** Data of a `vapiApi` credential for one place that a key may belong to. */
type Candidate = Record<'apiKey' | 'region' | 'baseUrl', string>;

/** Patience with Vapi, in milliseconds. */
const TIMEOUT = 15_000;

/** Whether the API takes the key. */
async function isAccepted(candidate: Candidate): Promise<boolean> {
	const url = `${baseUrlText(candidate)}/assistant?limit=1`;
	const response = await fetch(url, {
		headers: { authorization: `Bearer ${candidate.apiKey}` },
		redirect: 'manual',
		signal: AbortSignal.timeout(TIMEOUT),
	}).catch((error: Error) => {
		const { host } = baseUrlOf(candidate);
		throw new Error(`${host} cannot be reached, so the key could not be tested: ${error.message}`);
	});
	await response.body?.cancel();
	if (response.status === 401) return false;
	if (response.ok) return true;
	const { host } = baseUrlOf(candidate);
	throw new Error(`${host} answered ${response.status} when the key was tested. Try again later.`);
}

/**
 * The account behind a key, which is tested first, in both regions.
 * @param baseUrl address of the API where it is neither region's
 * @throws Error where Vapi does not take the key or cannot be reached
 */
export async function realAccount(pasted: string, baseUrl = ''): Promise<Account> {
	const apiKey = pastedKey({ apiKey: pasted }, 'private');
	const regions = baseUrl === '' ? ['us', 'eu'] : ['custom'];
	for (const region of regions) {
		const credential: Candidate = { apiKey, region, baseUrl };
		if (!(await isAccepted(credential))) continue;
		return {
			name: 'vapi',
			credential,
			selected: {},
			opens: QUIET_EXAMPLE,
			invitation: [
				'"Execute workflow" at the bottom lists your latest calls and dials nobody.',
				'Other examples do dial once you have chosen an assistant and a number in them.',
			],
			notes: ['The key is stored, encrypted, below .cache/editor/vapi; delete that folder to remove it.'],
			close: async () => {},
		};
	}
	throw new Error(
		'Vapi does not accept the key in VAPI_API_KEY. It has to be the private key of your organization, not the public one.',
	);
}
