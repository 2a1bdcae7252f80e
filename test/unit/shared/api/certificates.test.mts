import { networkError } from '../../../../nodes/shared/api/requestErrors.ts';
import { createContext } from './context.mts';

const ctx = createContext({ credential: {} });

describe('a certificate that is not trusted', () => {
	it.each([
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	])('names the setting for the issuer: %s', (code) => {
		const options = { url: 'https://vapi.example.com/call' };
		const error = networkError(ctx, { method: 'POST', path: '/call' }, options, { code }, []);
		expect(error.message).toContain(code);
		expect(error.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(error.context.outcome).toBe('notSent');
	});
});
