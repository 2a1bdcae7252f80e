import { parseArgs } from 'node:util';
import { startSandbox } from './server.mts';

const { values } = parseArgs({
	options: { port: { type: 'string' }, 'time-scale': { type: 'string' } },
});

const sandbox = await startSandbox({
	port: Number(values.port ?? 0),
	timeScale: Number(values['time-scale'] ?? 1),
	backoffScale: 1,
});
const { assistants, squads, phoneNumbers, calls } = sandbox.state;

console.log(`A local Vapi is listening on ${sandbox.url}

  private key  ${sandbox.privateKey}
  public key   ${sandbox.publicKey}
  account      ${assistants.size} assistants, ${squads.size} squads, ${phoneNumbers.size} phone numbers, ${calls.size} calls
  what it got  ${sandbox.url}/__sandbox/requests

Assistants`);
for (const { id, name } of assistants.values()) console.log(`  ${id}  ${String(name)}`);
console.log('Phone numbers');
for (const { id, name, number } of phoneNumbers.values()) {
	console.log(`  ${id}  ${String(number)}  ${String(name)}`);
}
console.log('\nCtrl-C stops it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void sandbox.close());
}
