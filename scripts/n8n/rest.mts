/** The login of the owner of a local n8n; nobody else can reach it. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Vapi-sandbox-1',
	firstName: 'Vapi',
	lastName: 'Sandbox',
};

/** A call to n8n's internal REST interface, as its editor makes them, that n8n refused. */
export class RestError extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** A signed-in client of n8n's internal REST interface. */
export interface RestClient {
	/** The session, for a browser or a request of one's own. */
	cookie: string;
	/**
	 * Sends a request below `/rest` and gives the `data` of the answer.
	 * @throws RestError when n8n refuses.
	 */
	request(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Binds a session to its browser; any constant does. */
const BROWSER_ID = 'local-n8n-of-n8n-nodes-vapi';

async function send(
	url: string,
	method: string,
	path: string,
	body: unknown,
	cookie: string,
): Promise<{ data: unknown; cookie: string }> {
	const response = await fetch(`${url}/rest${path}`, {
		method,
		headers: {
			'browser-id': BROWSER_ID,
			...(cookie && { cookie }),
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new RestError(response.status, `n8n: ${method} ${path}: ${text}`);
	const session = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
	const answer = (text ? JSON.parse(text) : {}) as { data?: unknown };
	return { data: answer.data, cookie: session?.split(';')[0] ?? cookie };
}

async function logIn(url: string): Promise<string> {
	const login = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
	return (await send(url, 'POST', '/login', login, '')).cookie;
}

/**
 * Signs in as the owner of an n8n; creates the owner on the first time.
 * @throws RestError when another owner is there.
 */
export async function signIn(url: string): Promise<RestClient> {
	const { data } = await send(url, 'GET', '/settings', undefined, '');
	const settings = data as { userManagement: { showSetupOnFirstLoad?: boolean } };
	let cookie = settings.userManagement.showSetupOnFirstLoad
		? (await send(url, 'POST', '/owner/setup', OWNER, '')).cookie
		: await logIn(url);
	return {
		get cookie() {
			return cookie;
		},
		async request(method, path, body) {
			const answer = await send(url, method, path, body, cookie);
			cookie = answer.cookie;
			return answer.data;
		},
	};
}
