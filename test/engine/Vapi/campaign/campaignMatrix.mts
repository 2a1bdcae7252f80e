import { setTimeout as delay } from 'node:timers/promises';
import type { FaultRule } from '../../../../sandbox/faults.mts';
import { startSandbox } from '../../../../sandbox/server.mts';
import type { Sandbox } from '../../../../sandbox/server.mts';
import { timesDialed } from '../call/placing/account.mts';
import type { Ending } from '../call/placing/account.mts';
import { FAULTS } from '../call/placing/faults.mts';
import type { Fault } from '../call/placing/faults.mts';
import { startGate } from '../call/placing/gate.mts';
import type { Gate } from '../call/placing/gate.mts';
import { SCENARIOS } from '../call/placing/scenarios.mts';
import type { Outcome } from '../call/placing/stage.mts';
import { hurry, hurrySlowly } from '../call/placing/timing.mts';
import { freshNumbers } from '../call/placing/workflows.mts';
import { campaignsOf, contactsOf, createCampaign } from './campaigns.mts';
import { portionOf } from '../../../thorough.mts';

/** Vapi's words where an organization has no campaigns. */
export const NOT_ENABLED: Omit<FaultRule, 'match' | 'times'> = {
	kind: 'status',
	status: 403,
	body: {
		message: 'Campaigns V2 is not enabled for your organization',
		error: 'Forbidden',
		statusCode: 403,
	},
};

/** What can happen to the POST of a campaign; its answer says nothing of slots. */
export const CAMPAIGN_FAULTS: Record<string, Fault> = {
	...FAULTS,
	'403 not enabled': { aftermath: 'refused', rule: NOT_ENABLED },
};

/** A scenario, a fault and the number of items, by their names. */
export type CampaignCell = readonly [scenario: string, fault: string, items: string];

const SIZES: Record<string, number> = { 'one item': 1, 'three items': 3 };

/** Every fault in the given scenarios, with one contact and with several. */
export const campaignCells = (scenarios: string[]): CampaignCell[] =>
	portionOf(
		scenarios.flatMap((scenario) =>
			Object.keys(CAMPAIGN_FAULTS).flatMap((fault) =>
				Object.keys(SIZES).map((size) => [scenario, fault, size] as const),
			),
		),
		5,
	);

/** Campaigns that were started and that nobody in the workflow can know of; empty when all is well. */
function lostCampaigns(sandbox: Sandbox, numbers: string[], endings: Ending[]): string[] {
	return campaignsOf(sandbox, numbers).flatMap((campaign) =>
		contactsOf(sandbox.state, campaign).flatMap(({ number }) => {
			const ending = endings[numbers.indexOf(String(number))] ?? { as: 'nothing' };
			if (ending.as === 'result' || ending.as === 'listed') {
				return ending.callId === campaign.id ? [] : [`${String(number)}: ${campaign.id}`];
			}
			const said = 'message' in ending ? ending.message : ending.as;
			const isTold = said.includes('may have been placed') || said === 'listed as open';
			return isTold || said.includes(campaign.id) ? [] : [`${String(number)}: ${campaign.id}, ${said}`];
		}),
	);
}

/** Starts what the cells of a test file share, and gives the check of a cell. */
export function useCampaignMatrix(): (...cell: CampaignCell) => Promise<void> {
	let sandbox: Sandbox;
	let gate: Gate;

	beforeAll(async () => {
		sandbox = await startSandbox();
		gate = await startGate(sandbox.url);
	});

	afterAll(async () => {
		gate?.close();
		await sandbox?.close();
	});

	/** What a single try makes of a fault: all items share their fate. */
	function expectSingleTry({ aftermath }: Fault, { endings }: Outcome) {
		const ended = endings.map(({ as }) => as);
		if (aftermath === 'accepted' || aftermath === 'busy') {
			expect(ended).toEqual(endings.map(() => 'result'));
			return;
		}
		const first = endings[0] as { message: string };
		expect(ended[0]).toBe('error');
		if (aftermath === 'absent') expect(first.message).toContain('may have been placed');
		else expect(first.message).not.toContain('may have been placed');
	}

	return async (name, faultName, size) => {
		const scenario = SCENARIOS[name]!;
		const fault = CAMPAIGN_FAULTS[faultName]!;
		const numbers = freshNumbers(SIZES[size]!);
		sandbox.reset();
		if (fault.slow) hurrySlowly();
		else hurry();
		const rule = { method: 'POST', path: '^/v2/campaign$', times: 1 };
		if (fault.rule) sandbox.faults.add({ ...fault.rule, ...rule });
		let opening: Promise<void> | undefined;
		if (!fault.rule) {
			gate.shutAfter(0);
			if (scenario.triesAgain) opening = delay(15).then(gate.open);
		}
		const url = fault.rule ? sandbox.url : gate.url;
		const stage = { sandbox, url, numbers, beforeRetry: gate.open };
		const outcome = await scenario.run({ ...stage, dialer: createCampaign, idField: 'campaignId' });
		await opening;
		await gate.open();
		const times = timesDialed(numbers, sandbox.dials);
		expect(Math.max(...times)).toBeLessThanOrEqual(1);
		for (const number of numbers) {
			expect(campaignsOf(sandbox, [number]).length).toBeLessThanOrEqual(1);
		}
		expect(lostCampaigns(sandbox, numbers, outcome.endings)).toEqual([]);
		expect(outcome.afterCancel ?? 0).toBe(0);
		outcome.endings.forEach(({ as }, index) => {
			if (as === 'result' || as === 'listed') expect(times[index]).toBe(1);
		});
		if (!scenario.triesAgain) expectSingleTry(fault, outcome);
		if (scenario.settles && (fault.rule || !name.startsWith('tool'))) {
			expect(outcome.endings.map(({ as }) => as)).toEqual(numbers.map(() => 'result'));
			expect(times).toEqual(numbers.map(() => 1));
		}
	};
}
