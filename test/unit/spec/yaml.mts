import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '../../../scripts/spec/openapi.mts';
import { readWordings } from '../../../scripts/spec/wording/read.mts';
import type { Wording } from '../../../scripts/spec/wording/types.mts';
import { sampleDocument } from './sample.mts';

/** The words of a call.yaml that stands beside an empty shared.yaml. */
export const readCall = (text: string): Wording => {
	const folder = mkdtempSync(join(tmpdir(), 'spec-call-'));
	try {
		writeFileSync(join(folder, 'shared.yaml'), 'labels: {}\nsets: {}\nparameters: {}\n');
		writeFileSync(join(folder, 'call.yaml'), text);
		return readWordings(folder)[0] as Wording;
	} finally {
		rmSync(folder, { recursive: true });
	}
};

/** Creates a call, and changes one with the same fields by another request. */
export const CREATE_AND_UPDATE = `
resource: call
name: Call
description: A call
operations:
  create:
    name: Create
    action: Create call
    description: Place a call
    requests: [POST /call]
    parameters:
      callName: { field: name, displayName: Call Name }
      mode: { field: mode, displayName: Mode }
    omitted: { customer: Not here, metadata: Not here }
  update:
    like: create
    name: Update
    action: Update call
    description: Change a call
    requests: ['PATCH /call/{id}']
    parameters:
      callId: { field: id, displayName: Call }
`;

/** The sample document with a request behind update, whose modes are others. */
export const documentWithUpdate = (): Document => {
	const document = sampleDocument();
	const { schemas } = document.components;
	const { name, mode } = schemas.CreateCall?.properties ?? {};
	const properties = { name: { ...name }, mode: { ...mode, enum: ['fast', 'slow', 'late'] } };
	schemas.UpdateCall = { type: 'object', properties };
	const { get } = document.paths['/call/{id}'] ?? {};
	if (!get) throw new Error('The sample document reads no call');
	const schema = { $ref: '#/components/schemas/UpdateCall' };
	document.paths['/call/{id}'] = {
		get,
		patch: {
			...get,
			operationId: 'update',
			requestBody: { content: { 'application/json': { schema } } },
		},
	};
	return document;
};
