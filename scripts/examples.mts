import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ASSISTANTS, PHONE_NUMBERS, TOOLS } from '../sandbox/seed.mts';
import type { WorkflowJson, WorkflowNode } from './n8n/workflow.mts';
import { PACKAGE_NAME, ROOT } from './paths.mts';

/** The example that is shown first, since it ends with what came of the calls. */
export const FIRST_EXAMPLE = 'call-leads-and-wait';

/** The example that dials nobody, for an account whose phones ring. */
export const QUIET_EXAMPLE = 'list-recent-calls';

/** The type of the notes that say what an example does. */
export const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** A workflow of examples/. */
export interface Example {
	/** Name of the file without `.json`. */
	slug: string;
	workflow: WorkflowJson;
}

/** What an example leaves open, because it differs from account to account. */
export interface Choices {
	credential: { id: string; name: string };
	/** For the lists that nobody has chosen from, by parameter: `assistantId`, `phoneNumberId`. */
	selected?: Record<string, Selection>;
}

/** An entry of a list: what is sent, and what the editor shows for it. */
export interface Selection {
	id: string;
	name: string;
}

/** What the examples use of the sandbox's account. */
export const SANDBOX_SELECTION: Record<string, Selection> = {
	assistantId: { id: ASSISTANTS.leadQualifier, name: 'Lead qualifier' },
	phoneNumberId: { id: PHONE_NUMBERS.main, name: 'Main line (+15555550100) · Twilio' },
	toolId: { id: TOOLS.lookUpOrder, name: 'look_up_order · function' },
};

interface ResourceLocator {
	__rl: true;
	mode: string;
	value: string;
}

function isEmptyLocator(value: unknown): value is ResourceLocator {
	const locator = value as Partial<ResourceLocator> | null;
	return typeof locator === 'object' && locator?.__rl === true && locator.value === '';
}

/** All examples, the first one first, then by name. */
export async function readExamples(): Promise<Example[]> {
	const slugs = globSync('examples/*.json', { cwd: ROOT }).map((file) => basename(file, '.json'));
	const rest = slugs.filter((slug) => slug !== FIRST_EXAMPLE).sort();
	return await Promise.all([FIRST_EXAMPLE, ...rest].map(readExample));
}

/** One example by the name of its file. */
export async function readExample(slug: string): Promise<Example> {
	const text = await readFile(join(ROOT, 'examples', `${slug}.json`), 'utf8');
	return { slug, workflow: JSON.parse(text) as WorkflowJson };
}

function fillNode(node: WorkflowNode, { credential, selected = {} }: Choices): WorkflowNode {
	if (!node.type.startsWith(`${PACKAGE_NAME}.`)) return node;
	const parameters = Object.entries(node.parameters).map(([name, value]) => {
		const entry = selected[name];
		if (!entry || !isEmptyLocator(value)) return [name, value] as const;
		const cachedResultName = entry.name;
		return [name, { __rl: true, mode: 'list', value: entry.id, cachedResultName }] as const;
	});
	return {
		...node,
		parameters: Object.fromEntries(parameters),
		...(node.credentials && { credentials: { vapiApi: credential } }),
	};
}

/** A copy of a workflow that is ready to run: credential and lists filled in. */
export function fillIn(workflow: WorkflowJson, choices: Choices): WorkflowJson {
	return { ...workflow, nodes: workflow.nodes.map((node) => fillNode(node, choices)) };
}
