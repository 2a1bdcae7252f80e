import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ASSISTANTS, PRIVATE_KEY, PUBLIC_KEY } from '../../../sandbox/seed.mts';
import { ask } from './client.mts';

describe('node sandbox/main.mts', () => {
	let child: ReturnType<typeof start>;
	const start = () =>
		spawn(process.execPath, ['sandbox/main.mts', '--port', '0'], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});

	afterEach(() => {
		child.kill('SIGKILL');
	});

	it('says where it listens, what the keys are and what is there, and stops on a signal', async () => {
		child = start();
		const exited = once(child, 'exit');
		const lines: string[] = [];
		for await (const line of createInterface({ input: child.stdout })) {
			lines.push(line);
			if (line.startsWith('Ctrl-C')) break;
		}
		const said = lines.join('\n');
		for (const text of [PRIVATE_KEY, PUBLIC_KEY, ASSISTANTS.receptionist, '+15555550100']) {
			expect(said).toContain(text);
		}
		const [url = ''] = said.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
		expect((await ask(url, 'GET', '/assistant')).list).toHaveLength(3);
		child.kill('SIGTERM');
		expect(await exited).toEqual([0, null]);
	});
});
