import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ToolCall {
	name: string;
	input: Record<string, unknown>;
}

/** What the model says when it is asked: calls of tools, several of them at once, or its last words. */
export type Turn = ToolCall | ToolCall[] | string;

interface Message {
	role: string;
	content: unknown;
}

/** A language model behind OpenAI's chat API that says what it is told to. */
export interface ScriptedModel {
	/** Base URL for a credential of OpenAI. */
	url: string;
	/** What tools answered, as the model got to read it. */
	toolAnswers: string[];
	close(): Promise<void>;
}

function reply(turn: Turn, index: number) {
	const message =
		typeof turn === 'string'
			? { role: 'assistant', content: turn }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [turn].flat().map(({ name, input }, at) => ({
						id: `call_${index}_${at}`,
						type: 'function',
						function: { name, arguments: JSON.stringify(input) },
					})),
				};
	return {
		id: `chatcmpl-${index}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{ index: 0, message, finish_reason: typeof turn === 'string' ? 'stop' : 'tool_calls' },
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** Starts the model; it takes one turn for each time it is asked, and repeats the last one. */
export async function startScriptedModel(turns: Turn[]): Promise<ScriptedModel> {
	const toolAnswers: string[] = [];
	let asked = 0;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: Message[] };
			const answers = messages.filter(({ role }) => role === 'tool');
			toolAnswers.splice(0, Infinity, ...answers.map(({ content }) => JSON.stringify(content)));
			const turn = turns[Math.min(asked, turns.length - 1)] ?? '';
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(reply(turn, asked)));
			asked += 1;
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		toolAnswers,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
}
