import type { RecordedRequest, Reply } from '../types.mts';
import { PUBLIC_KEY } from '../seed.mts';
import { Refusal } from './errors.mts';

/** Web calls take the public key, everything else the private one. */
const keyFor = ({ method, path }: RecordedRequest, privateKey: string): string =>
	method === 'POST' && /^\/call\/web\/?$/.test(path) ? PUBLIC_KEY : privateKey;

/** Who is let in: the answer that a request gets at the door, or undefined if it may pass. */
export function turnAway(request: RecordedRequest, privateKey: string): Reply | undefined {
	const { authorization } = request.headers;
	if (!request.headers['user-agent']) return { status: 403, body: 'error code: 1010' };
	if (!authorization) return new Refusal(401, 'Missing Authorization Header.').reply();
	if (authorization === `Bearer ${keyFor(request, privateKey)}`) return undefined;
	return new Refusal(
		401,
		'Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.',
	).reply();
}
