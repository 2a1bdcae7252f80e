import { request } from 'undici';

interface Answer {
	status: number;
	text: string;
}

/**
 * Sends a trigger what it has to turn away, and one event that it does not know; gives the answers.
 * @param headers those of a genuine request
 */
export async function sendBroken(
	url: string,
	headers: Record<string, string>,
): Promise<Record<string, Answer>> {
	const post = async (body: string | Buffer, headers: Record<string, string> = {}) => {
		const answer = await request(url, {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/json', ...headers },
		});
		return { status: answer.statusCode, text: await answer.body.text() };
	};
	return {
		forged: await post('{"message":{"type":"assistant-request"}}'),
		forgedAgain: await post('{}', { 'x-n8n-vapi-secret': 'guess' }),
		notJson: await post('{"message":', headers),
		empty: await post('', headers),
		list: await post('[]', headers),
		noType: await post('{"message":{}}', headers),
		deep: await post(
			`{"message":{"type":"assistant-request","call":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
			headers,
		),
		tooLarge: await post(Buffer.alloc(17 * 1024 * 1024, ' '), headers),
		unknown: await post('{"message":{"type":"something.new"}}', headers),
	};
}
