import { triggerLife } from '../lifecycle.mts';
import { onAssistant, useAccount } from './registrations.mts';

const { sandbox, assistant } = useAccount();

/** n8n takes a message with one of these words in it, be it inside a name, for a fault of its own. */
const NAMES = [
	'Preexisting Conditions',
	'HomeAccess',
	'EPERMANENT Staffing',
	'The Enoent Desk',
	'econnrefused',
	'Reception ETIMEDOUT',
	'Eisdir & Enotdir',
	'getaddrinfo',
];

test.each(NAMES)('a refusal about the assistant "%s" says what it means', async (name) => {
	assistant().name = name;
	await triggerLife(sandbox(), onAssistant()).activate();

	const refused = triggerLife(sandbox(), onAssistant()).activate();
	await expect(refused).rejects.toThrow(
		`Another Vapi Trigger receives the events of the assistant "${name}"`,
	);
	await expect(refused).rejects.toThrow('Unpublish that workflow first');
});
