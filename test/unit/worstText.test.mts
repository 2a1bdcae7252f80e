import { messagesOf } from '../../nodes/shared/api/answerText.ts';
import { hintFor } from '../../nodes/shared/api/hints.ts';
import { toUtcIso } from '../../nodes/shared/engine/dates.ts';
import { destinationOf } from '../../nodes/shared/vapi/phoneNumber/destination.ts';
import { outcomeOfReason } from '../../nodes/shared/vapi/endedReason.ts';
import { fileNameOf, fileTypeOf } from '../../nodes/Vapi/call/download/fileType.ts';
import { ARTIFACTS } from '../../nodes/Vapi/call/download/artifacts.ts';
import { blamedCustomers } from '../../nodes/Vapi/call/placing/blamedCustomers.ts';
import { oneLine } from '../../nodes/Vapi/webhookResponse/answerLine.ts';
import { timestampMs } from '../../nodes/VapiTrigger/request/signature.ts';
import { Refusal } from './refusal.mts';

const MEGABYTE = 1_000_000;

/** What makes patterns go back and forth: the beginning of something that never ends. */
const WORST = [
	...['<', '< ', '<title', '<title>', '<!doctype'],
	...[' ', '\t', ' \n', '\r', '\u200f'],
	...['a.', 'property ', 'customers.1.', '0', '1x', '\u0661'],
	...['+', '(', '.', '=', '-', '/', '\\', '"', '{', '['],
];

const orRefused = (work: () => unknown): void => {
	try {
		work();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};

/** Everything of ours that matches text from outside. */
const READERS: Record<string, (text: string) => unknown> = {
	'an error answer': (text) => messagesOf(text, ['3f1c9a52-7d4e-4b8a']),
	'the messages of an error answer': (text) => messagesOf({ message: [text, text], reason: text }),
	'a page': (text) => messagesOf(`<html>${text}`),
	'a hint': (text) => hintFor({ status: 400, text, path: '/call' }),
	'a refusal of a batch': (text) => blamedCustomers(`Vapi refused the request (400): ${text}`),
	'a phone number': (text) => destinationOf(text, { field: 'To' }),
	'a SIP address': (text) => destinationOf(`sip:${text}`, { field: 'To' }),
	'a date': (text) => toUtcIso(text, 'Europe/Berlin'),
	'an ended reason': (text) => outcomeOfReason(text),
	'the name of a file': (text) => fileNameOf(text, 'file', { mimeType: 'audio/wav', extension: 'wav' }),
	'the type of a file': (text) => fileTypeOf(text, `https://example.com/${text}`, ARTIFACTS.pcap!),
	'the answer to a tool call': (text) => oneLine(text),
	'a timestamp': (text) => timestampMs(text),
};

const TEXTS = WORST.flatMap((piece) => {
	const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
	return [text, `${text}!`];
});

// What goes back and forth over a megabyte takes hours, so a slow reader ends at jest's time limit.
it.each(Object.entries(READERS))('%s of a megabyte is read in one go', (_, read) => {
	for (const text of TEXTS) expect(() => orRefused(() => read(text))).not.toThrow();
});
