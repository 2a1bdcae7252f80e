/** Settings of n8n that this n8n must have as they are, with the reason. */
const FIXED: Array<[pattern: RegExp, reason: string]> = [
	[/^N8N_USER_FOLDER$/, 'its data are in .cache/editor'],
	[/^N8N_ENCRYPTION_KEY$/, 'the credentials in .cache/editor are encrypted with a key of their own'],
	[/^(N8N_LISTEN_ADDRESS|N8N_HOST)$/, 'its login is the same for everybody, so it listens on 127.0.0.1 only'],
	[/^(N8N_PROTOCOL|N8N_SECURE_COOKIE|N8N_PATH|N8N_ENDPOINT_REST)$/, 'it is reached at http://127.0.0.1:PORT'],
	[/^N8N_LOG_(LEVEL|OUTPUT)$/, 'its log tells when it is ready'],
	[/^N8N_CONFIG_FILES$/, 'the file may hold any of these'],
	[/^DB_/, 'its database is the SQLite file in .cache/editor'],
	[/^(QUEUE_|EXECUTIONS_MODE$)/, 'it executes by itself, without workers'],
];

const OURS = /^(N8N_|DB_|QUEUE_|EXECUTIONS_MODE$)/;

/**
 * The settings of n8n in the environment of a start, for the n8n that it starts. The port is not among
 * them (`portIn`).
 * @throws Error that names those that would not hold, and why
 */
export function settingsIn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const given = Object.entries(env).filter(([name]) => OURS.test(name) && name !== 'N8N_PORT');
	const refused = given.flatMap(([name]) => {
		const reason = FIXED.find(([pattern]) => pattern.test(name))?.[1];
		return reason === undefined ? [] : [`  ${name}: ${reason}`];
	});
	if (refused.length > 0) {
		throw new Error(
			['The local n8n cannot be started with these settings. Unset them:', ...refused].join('\n'),
		);
	}
	return Object.fromEntries(given);
}

/**
 * The port that the environment of a start asks for.
 * @throws Error where it is none
 */
export function portIn({ N8N_PORT: text }: NodeJS.ProcessEnv): number | undefined {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65536) return port;
	throw new Error(`N8N_PORT is "${text}", which is not a port`);
}
