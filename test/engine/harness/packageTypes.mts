import { existsSync } from 'node:fs';
import path from 'node:path';
import type {
	ICredentialType,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { refuseStaleBuild } from '../../../scripts/builtFrom.mts';
import { core, packageDirectory, workflowModule } from './n8n.mts';
import { helperTypes } from './helperNodes.mts';
import { toToolDescription } from './toolDescription.mts';

const packageName = 'n8n-nodes-vapi';

/**
 * n8n's own loader over the built package. A file that the manifest names and the build has not
 * made is left out, so that one half of the package can be tested before the other is there.
 */
class BuiltPackageLoader extends core.PackageDirectoryLoader {
	private isBuilt(file: string): boolean {
		return existsSync(path.join(packageDirectory, file));
	}

	override async loadAll(): Promise<void> {
		const { nodes = [], credentials = [] } = this.packageJson.n8n ?? {};
		for (const file of nodes.filter((name) => this.isBuilt(name))) this.loadNodeFromFile(file);
		for (const file of credentials.filter((name) => this.isBuilt(name))) {
			this.loadCredentialFromFile(file);
		}
	}
}

const loader = new BuiltPackageLoader(packageDirectory);
// `loadAll` above has no await: it is done when the call returns. What is thrown is kept for the
// first workflow, where a test can show it.
const loading = (async () => {
	// A test of yesterday's code would be green or red for nothing.
	if (packageDirectory === process.cwd()) refuseStaleBuild();
	await loader.loadAll();
})().then(
	() => undefined,
	(error: unknown) => ({ error }),
);
const tools = new Map<string, INodeType>();

/** Rejects when a built file of the package could not be loaded, or is older than its source. */
export async function packageLoaded(): Promise<void> {
	const outcome = await loading;
	if (outcome !== undefined) throw outcome.error;
}

/** The built credential type of that name; throws n8n's error for an unknown one. */
export function credentialType(name: string): ICredentialType {
	return loader.getCredential(name).type;
}

/** Whether the credential type lets that node type use it (`restrictToSupportedNodes`). */
export function isUsableBy(credential: string, nodeType: string): boolean {
	const type = credentialType(credential) as ICredentialType & {
		restrictToSupportedNodes?: boolean;
	};
	if (type.restrictToSupportedNodes !== true) return true;
	return (type.supportedNodes ?? []).includes(nodeType);
}

/** Descriptions of the package's nodes, as n8n's loader completes them. */
export function packageDescriptions(): INodeTypeDescription[] {
	return loader.types.nodes as INodeTypeDescription[];
}

function baseNode(shortName: string): INodeType | IVersionedNodeType {
	return loader.getNode(shortName).type;
}

function toolType(shortName: string): INodeType {
	const known = tools.get(shortName);
	if (known !== undefined) return known;
	const base = workflowModule.NodeHelpers.getVersionedNodeType(baseNode(shortName));
	const tool = Object.create(base, {
		description: { value: toToolDescription(base.description) },
	}) as INodeType;
	tools.set(shortName, tool);
	return tool;
}

/** Node types of a workflow: the built package's, their tool variants, the harness's, the test's. */
export function createNodeTypes(extra: Record<string, INodeType> = {}): INodeTypes {
	const find = (type: string): INodeType | IVersionedNodeType => {
		const own = extra[type] ?? helperTypes[type];
		if (own !== undefined) return own;
		const [owner, shortName] = type.split('.');
		if (owner !== packageName || shortName === undefined) {
			throw new TypeError(`Unknown node type ${type}`);
		}
		const isTool = !(shortName in loader.nodeTypes) && shortName.endsWith('Tool');
		return isTool ? toolType(shortName.slice(0, -'Tool'.length)) : baseNode(shortName);
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) =>
			workflowModule.NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}
