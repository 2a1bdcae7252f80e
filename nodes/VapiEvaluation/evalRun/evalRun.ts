import { refuse } from '../../shared/base/refusal';
import { asList, asObject, holds } from '../../shared/base/values';
import { filledRows, itemReader, placed } from '../../shared/engine/itemReader';
import { operation } from '../../shared/generated/evalRun/create';
import { operation as waiting } from '../../shared/generated/evalRun/createAndWait';
import { createRun, createRunAndWait } from '../runs/runHandlers';
import type { RunKind } from '../runs/runHandlers';
import { targetRows } from '../runs/targetRows';

const kind: RunKind = {
	what: 'eval run',
	path: '/eval/run',
	bodyOf(ctx, itemIndex) {
		// Create and Wait has the same fields, and says no more of them.
		const { value, name } = itemReader(ctx, itemIndex, operation);
		const rows = targetRows(operation.fields, value('targetType'));
		const { body } = placed(filledRows(ctx, itemIndex, rows));
		const given = [holds(body, 'evalId'), holds(body, 'eval')].filter(Boolean).length;
		if (given === 1) return body;
		const [saved, json] = [name('evalId'), name('additionalFields.evalJson')];
		return given === 0
			? refuse(`'${saved}' is empty`, `Choose the eval to run, or fill in '${json}'`)
			: refuse(`'${saved}' and '${json}' both name an eval`, 'A run is of one eval: leave one of them empty');
	},
	verdictOf(run) {
		const results = asList(run.results).map((result) => asObject(result).status);
		const passed = results.filter((status) => status === 'pass').length;
		const itemCounts = { total: results.length, passed, failed: results.length - passed };
		return { passed: results.length > 0 && passed === results.length, itemCounts };
	},
};

/** What of an eval run is more than a plain request. */
export const evalRun = {
	create: createRun(kind),
	createAndWait: createRunAndWait(kind, (ctx, itemIndex) =>
		Number(itemReader(ctx, itemIndex, waiting).value('options.maxWait')),
	),
};
