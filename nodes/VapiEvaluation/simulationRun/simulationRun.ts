import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { refuse } from '../../shared/base/refusal';
import { asList, asObject } from '../../shared/base/values';
import { filledRows, itemReader, placed } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/simulationRun/create';
import { operation as waiting } from '../../shared/generated/simulationRun/createAndWait';
import { createRun, createRunAndWait } from '../runs/runHandlers';
import type { RunKind } from '../runs/runHandlers';
import { targetRows } from '../runs/targetRows';

/** One list of what is chosen in the two multi-selects, and of what comes as JSON. */
function simulationsOf(ctx: IExecuteFunctions, itemIndex: number): unknown[] {
	const { value, name } = itemReader(ctx, itemIndex, operation);
	const all = [
		...asList(value('simulationIds')).map((simulationId) => ({ type: 'simulation', simulationId })),
		...asList(value('simulationSuiteIds')).map((simulationSuiteId) => ({
			type: 'simulationSuite',
			simulationSuiteId,
		})),
		...asList(value('additionalFields.simulationsJson')),
	];
	if (all.length > 0) return all;
	return refuse(
		`Neither '${name('simulationIds')}' nor '${name('simulationSuiteIds')}' has anything to run`,
		`Choose at least one, or fill in '${name('additionalFields.simulationsJson')}'`,
	);
}

const kind: RunKind = {
	what: 'simulation run',
	path: '/eval/simulation/run',
	bodyOf(ctx, itemIndex) {
		// Create and Wait has the same fields, and says no more of them.
		const { value } = itemReader(ctx, itemIndex, operation);
		const rows = targetRows(operation.fields, value('targetType'));
		const { body } = placed(filledRows(ctx, itemIndex, rows));
		return { ...body, simulations: simulationsOf(ctx, itemIndex) } as IDataObject;
	},
	verdictOf(run) {
		const itemCounts = asObject(run.itemCounts);
		const { total, passed } = itemCounts;
		return { passed: Number(total) > 0 && passed === total, itemCounts };
	},
};

/** What of a simulation run is more than a plain request. */
export const simulationRun = {
	create: createRun(kind),
	createAndWait: createRunAndWait(kind, (ctx, itemIndex) =>
		Number(itemReader(ctx, itemIndex, waiting).value('options.maxWait')),
	),
};
