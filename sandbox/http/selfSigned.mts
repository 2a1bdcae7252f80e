import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Tls } from './listener.mts';

/** One DER element: tag, length, content. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 0x80
			? Buffer.from([length])
			: length < 0x100
				? Buffer.from([0x81, length])
				: Buffer.from([0x82, length >> 8, length & 0xff]);
	return Buffer.concat([Buffer.from([tag]), size, content]);
};

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);
const time = (date: Date) =>
	der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`));

const ECDSA_WITH_SHA256 = oid('2a8648ce3d040302');
const COMMON_NAME = oid('550403');
const SUBJECT_ALT_NAME = oid('551d11');

const DAY = 24 * 60 * 60 * 1000;

/**
 * A key and a certificate for 127.0.0.1 and localhost, signed by itself and good for a day; for tests
 * that need https. Give `cert` to the caller as its CA (NODE_EXTRA_CA_CERTS).
 */
export function selfSigned(): Tls {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const algorithm = sequence(ECDSA_WITH_SHA256);
	const name = sequence(
		der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('n8n-nodes-vapi sandbox')))),
	);
	const names = sequence(
		der(0x82, Buffer.from('localhost')),
		der(0x87, Buffer.from([127, 0, 0, 1])),
	);
	const extensions = der(0xa3, sequence(sequence(SUBJECT_ALT_NAME, der(0x04, names))));
	const serial = randomBytes(8);
	// A certificate's serial number is positive, and its first byte is no padding.
	serial[0] = 0x40;
	const certificate = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, serial),
		algorithm,
		name,
		sequence(time(new Date(Date.now() - DAY)), time(new Date(Date.now() + DAY))),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		extensions,
	);
	const signature = sign('sha256', certificate, privateKey);
	const signed = sequence(certificate, algorithm, bits(signature)).toString('base64');
	const lines = signed.match(/.{1,64}/g) ?? [];
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
	};
}
