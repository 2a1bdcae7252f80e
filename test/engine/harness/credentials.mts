import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialsHelper,
	IExecuteData,
	IHttpRequestOptions,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { core, workflowModule } from './n8n.mts';
import { credentialType, isUsableBy } from './packageTypes.mts';

/**
 * n8n's CredentialsHelper without its database: stored data goes through the credential type's
 * defaults and expressions, and the type's own `authenticate` is called.
 */
export function createCredentialsHelper(
	stored: Record<string, ICredentialDataDecryptedObject>,
): ICredentialsHelper {
	class HarnessCredentials extends workflowModule.ICredentialsHelper {
		getParentTypes(): string[] {
			return [];
		}

		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			typeName: string,
			requestOptions: IHttpRequestOptions,
		): Promise<IHttpRequestOptions> {
			const { authenticate } = credentialType(typeName);
			if (typeof authenticate !== 'function') {
				throw new TypeError(`Credential type ${typeName} has no authenticate function`);
			}
			return await authenticate(credentials, requestOptions);
		}

		async preAuthentication(): Promise<undefined> {
			return undefined;
		}

		async runPreAuthentication(): Promise<undefined> {
			return undefined;
		}

		async getCredentials(): Promise<never> {
			throw new TypeError('There is no stored credential to change in an engine test');
		}

		async getDecrypted(
			additionalData: IWorkflowExecuteAdditionalData,
			_nodeCredentials: INodeCredentialsDetails,
			type: string,
			mode: WorkflowExecuteMode,
			executeData?: IExecuteData,
			raw?: boolean,
			resolve?: ICredentialsExpressionResolveValues,
		): Promise<ICredentialDataDecryptedObject> {
			const data = stored[type];
			if (data === undefined) throw new TypeError(`No credential of type ${type} in this test`);
			if (raw === true) return data;
			const complete = withDefaults(type, data);
			if (resolve === undefined) return complete;
			return resolve.workflow.expression.getParameterValue(
				complete as INodeParameters,
				resolve.runExecutionData,
				resolve.runIndex,
				resolve.itemIndex,
				resolve.node.name,
				resolve.connectionInputData,
				mode,
				core.getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
				executeData,
				false,
				complete,
			) as ICredentialDataDecryptedObject;
		}

		async updateCredentials(): Promise<void> {}

		async updateCredentialsOauthTokenData(): Promise<void> {}

		getCredentialsProperties(type: string): INodeProperties[] {
			return credentialType(type).properties;
		}

		isCredentialUsableByNode(type: string, nodeType: string): boolean {
			return isUsableBy(type, nodeType);
		}
	}

	return new HarnessCredentials();
}

/** Fills in the credential type's defaults, and drops fields that their display options hide. */
export function withDefaults(
	type: string,
	data: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const complete = workflowModule.NodeHelpers.getNodeParameters(
		credentialType(type).properties,
		data as INodeParameters,
		true,
		false,
		null,
		null,
	) as ICredentialDataDecryptedObject;
	// The loader adds these to any credential with `authenticate`; n8n keeps what was stored.
	for (const name of ['allowedHttpRequestDomains', 'allowedDomains']) {
		if (complete[name] === undefined && data[name] !== undefined) complete[name] = data[name];
	}
	return complete;
}
