import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../sandbox/server.mts';
import { runWorkflow, sandboxCredentials } from '../test/engine/harness/engine.mts';
import type { RunOptions, RunResult } from '../test/engine/harness/types.mts';
import { coreNodes } from './demo/coreNodes.mts';
import { table } from './demo/table.mts';
import { fillIn, readExample, SANDBOX_SELECTION, STICKY_NOTE } from './examples.mts';

/** Pace of the sandbox's calls: a minute goes by in about a second. */
const TIME_SCALE = 0.02;

/** What the example's last node says of a lead. */
interface Lead {
	lead: string;
	phone: string;
	callId: string;
}

type CallRow = Record<string, unknown> & { id: string; status: string };

/** Runs nodes and gives the result, or ends the demo with what the node said. */
async function runOrThrow(options: RunOptions): Promise<RunResult> {
	const result = await runWorkflow(options);
	if (result.error) {
		throw new Error([result.error.message, result.error.description].filter(Boolean).join('\n'));
	}
	return result;
}

async function main(): Promise<void> {
	const started = performance.now();
	const sandbox = await startSandbox({ timeScale: TIME_SCALE });
	const credentials = sandboxCredentials(sandbox);
	try {
		const { workflow } = await readExample('call-a-list-of-leads');
		console.log(`"${workflow.name}" in n8n's engine, against the sandbox at ${sandbox.url}\n`);
		const filled = fillIn(workflow, {
			credential: { id: 'sandbox', name: 'Vapi account' },
			selected: SANDBOX_SELECTION,
		});
		// The harness starts at a node of this name; the example's manual trigger is the next in line.
		const nodes = filled.nodes.filter(({ type }) => type !== STICKY_NOTE);
		const [trigger] = nodes;
		const placed = await runOrThrow({
			nodes: nodes as unknown as RunOptions['nodes'],
			connections: {
				...(filled.connections as RunOptions['connections']),
				Trigger: { main: [[{ node: trigger!.name, type: 'main', index: 0 }]] },
			},
			credentials,
			nodeTypes: coreNodes,
		});
		const leads = placed.json(nodes.at(-1)!.name) as unknown as Lead[];
		for (const { lead, phone, callId } of leads) {
			console.log(`  calling  ${lead}, ${phone} (call ${callId})`);
		}

		const ended = new Map<string, CallRow>();
		while (ended.size < leads.length) {
			await delay(100);
			const open = leads.filter(({ callId }) => !ended.has(callId));
			const read = await runOrThrow({
				nodes: [
					{
						name: 'Get',
						parameters: {
							resource: 'call',
							operation: 'get',
							callId: { __rl: true, mode: 'id', value: '={{ $json.callId }}' },
							output: 'fields',
							fields: ['status', 'outcome', 'durationSeconds', 'cost'],
						},
					},
				],
				items: open.map(({ callId }) => ({ callId })),
				credentials,
			});
			for (const call of read.json('Get') as CallRow[]) {
				if (call.status !== 'ended') continue;
				ended.set(call.id, call);
				const lead = leads.find(({ callId }) => callId === call.id);
				console.log(`  ended    ${lead?.lead}: ${call['outcome']}`);
			}
		}

		const rows = leads.map(({ lead, phone, callId }) => {
			const call = ended.get(callId)!;
			const cell = (name: string) => String(call[name] ?? '');
			return {
				lead,
				phone,
				outcome: cell('outcome'),
				seconds: cell('durationSeconds'),
				cost: cell('cost'),
				call: callId,
			};
		});
		console.log(`\n${table(rows)}\n`);
		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		console.log(`${leads.length} calls in ${seconds} s. In the real editor: npm start`);
	} finally {
		await sandbox.close();
	}
}

try {
	await main();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
