import { randomUUID } from 'node:crypto';
import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { Refusal } from '../http/errors.mts';
import { sampleOf } from '../life/ending.mts';
import { type JsonObject, listOr, objectOr } from '../types.mts';
import { pickFrom } from './plain.mts';

/** Runs a structured output on calls that have ended: at once, be it as a preview or into the calls. */
export function structuredOutputRuns(core: Core): Routes {
	const { store } = core;
	return {
		'POST /structured-output/run': ({ body }: RouteRequest) => {
			const { structuredOutputId, structuredOutput, previewEnabled, callIds } = body;
			const definition: JsonObject =
				structuredOutputId === undefined
					? { id: randomUUID(), ...objectOr(structuredOutput) }
					: pickFrom(store.structuredOutputs, 'structured output', String(structuredOutputId));
			const chosen = listOr(callIds).map((id) => pickFrom(store.calls, 'call', String(id)));
			if (previewEnabled === true && chosen.length !== 1) {
				throw new Refusal(400, 'callIds must contain exactly 1 call when previewEnabled is true');
			}
			const id = String(definition.id);
			const result = { [id]: { name: definition.name, result: sampleOf(definition.schema) } };
			if (previewEnabled === true) return { status: 200, body: result };
			for (const call of chosen) {
				const artifact = objectOr(call.artifact);
				const all = { ...objectOr(artifact.structuredOutputs), ...result };
				Object.assign(call, { artifact: { ...artifact, structuredOutputs: all }, updatedAt: core.clock.iso() });
			}
			return { status: 200, body: { workflowId: randomUUID(), message: 'Structured output rerun started' } };
		},
	};
}
