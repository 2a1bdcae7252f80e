import { expectCreateAdded, expectFieldsOffered, expectNewAssistantShown } from './createCall.mts';
import { expectCredentialTaken } from './credentialForm.mts';
import { expectFirstCall } from './firstCall.mts';
import {
	expectFieldLeftToModel,
	expectOperationsOpened,
	expectOutputShown,
	expectTriggerOpened,
} from './openedNodes.mts';
import { TIMEOUT, useTour } from './tour.mts';

describe("n8n's editor in a browser, as somebody new to the node uses it", () => {
	const { visit } = useTour();

	it(
		'finds the node by what people search for',
		visit(async ({ editor }) => {
			await editor.openWorkflow();
			for (const text of ['vapi', 'phone call', 'voice agent']) {
				expect(await editor.searchNodes(text, 'Vapi')).toContain('Vapi');
			}
		}),
		TIMEOUT,
	);

	it(
		'gets from an empty workflow to the result of a first call in few clicks',
		visit(async (tour) => {
			await expectFirstCall(tour);
			await tour.editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'adds it behind a trigger by one of its actions, with the credential that is there',
		visit(async (tour) => {
			await expectCreateAdded(tour);
		}),
		TIMEOUT,
	);

	it(
		'says what a number lacks before anything is sent',
		visit(async ({ environment, editor }) => {
			const placed = environment.sandbox.dials.length;
			await editor.pick('assistantId', 'lead', 'Lead qualifier');
			await editor.pick('phoneNumberId', 'main', 'Main line');
			await editor.fill('to', '555-0123');
			await editor.execute(
				'\'To\' has no country code: "555-0123"',
				"or fill in 'Country Code'",
			);
			expect(environment.sandbox.dials).toHaveLength(placed);
		}),
		TIMEOUT,
	);

	it(
		'places the call and shows it',
		visit(async ({ environment, editor, pictures }) => {
			const placed = environment.sandbox.dials.length;
			await editor.fill('to', '+1 (555) 555-0123');
			await editor.execute('customerNumber', '+15555550123', 'queued');
			const dial = environment.sandbox.dials.at(-1);
			expect(environment.sandbox.dials).toHaveLength(placed + 1);
			expect(dial?.number).toBe('+15555550123');
			expect(await editor.part('output-panel').innerText()).toContain(dial?.callId);
			await pictures.take(editor.page, 'create');
		}),
		TIMEOUT,
	);

	it(
		'offers all additional fields in one list, JSON at its end',
		visit(async (tour) => {
			await expectFieldsOffered(tour);
		}),
		TIMEOUT,
	);

	it(
		'shows what a new assistant is made of at once',
		visit(async (tour) => {
			await expectNewAssistantShown(tour);
		}),
		TIMEOUT,
	);

	it(
		'opens every operation of every resource with all its parameters',
		visit(async (tour) => {
			await expectOperationsOpened(tour);
		}),
		TIMEOUT,
	);

	it(
		'lists calls, one row each',
		visit(async ({ editor, pictures }) => {
			await editor.select('resource', 'Call');
			await editor.select('operation', 'Get Many');
			await editor.execute('answered', 'busy', 'voicemail');
			expect(editor.faults).toEqual([]);
			await pictures.take(editor.page, 'get-many');
			await editor.closeNode();
		}),
		TIMEOUT,
	);

	it(
		'shows what a call looks like before anything has run',
		visit(async (tour) => {
			await expectOutputShown(tour);
		}),
		TIMEOUT,
	);

	it(
		'lets a model fill a field where the node is a tool of an agent',
		visit(async (tour) => {
			await expectFieldLeftToModel(tour);
		}),
		TIMEOUT,
	);

	it(
		'opens the trigger with its URLs, and says what to do where nothing can be checked',
		visit(async (tour) => {
			await expectTriggerOpened(tour);
		}),
		TIMEOUT,
	);

	it(
		'shows the example that calls a list of leads, and runs it',
		visit(async ({ environment, editor, pictures }) => {
			const placed = environment.sandbox.dials.length;
			await editor.openWorkflow('call-a-list-of-leads');
			await editor.part('execute-workflow-button').click();
			await editor.page.getByText('3 items').first().waitFor();
			await editor.page.getByText('Workflow executed successfully').first().waitFor();
			expect(environment.sandbox.dials).toHaveLength(placed + 3);
			await pictures.take(editor.page, 'workflow');
		}),
		TIMEOUT,
	);

	it(
		'asks for a credential where there is none, and takes one that works',
		visit(async (tour) => {
			await expectCredentialTaken(tour);
		}),
		TIMEOUT,
	);
});
