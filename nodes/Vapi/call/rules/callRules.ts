import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, operationError } from '../../../shared/api/errorFactory';
import { Refusal } from '../../../shared/base/refusal';
import { attempt, messageOf } from '../../../shared/base/result';
import { asObject } from '../../../shared/base/values';
import { internationalNumber } from '../placing/identity';
import type { Dial, DialRequest, DialRules } from '../placing/preparedCall';
import type { DialSession } from '../placing/session';
import { notAllowed } from './allowedNumbers';
import { calledJustNow, namesInAccount, noteCalled } from './calledHere';
import type { RulesState } from './rulesState';
import { rulesState } from './rulesState';
import { countUnrecorded, holdMaximum } from './maximumCalls';
import { preview } from './preview';
import { calledBefore, outsideHours } from './ruleItems';
import type { EarlierCall } from './ruleItems';
import type { CalledRecently, RuleSettings } from './ruleSettings';
import { namesFor } from './samePerson';
import { hoursVerdict, whenItMay } from './scheduleInHours';
import { longestClosed } from './weekWindows';

/** What clocks may add to the time that windows are closed. */
const CLOCK_CHANGE = 3_600_000;

const isLeft = ({ fault, settled }: Dial): boolean => fault === undefined && settled === undefined;

/** The rules of one item, held against the people of a request right before it goes out. */
export class CallRules implements DialRules {
	/** When those ring who are judged, in milliseconds since 1970. */
	private ringsAt = 0;

	readonly settings: RuleSettings;
	private readonly isRecorded: boolean;

	/**
	 * @param settings what the rules say
	 * @param isRecorded whether Dial Once is on, so that the record counts the calls
	 */
	constructor(settings: RuleSettings, isRecorded: boolean) {
		this.settings = settings;
		this.isRecorded = isRecorded;
	}

	turnsOf(ctx: IExecuteFunctions, dials: Dial[]): string[] {
		const { calledRecently } = this.settings;
		return calledRecently ? dials.flatMap((dial) => this.namesOf(ctx, dial, calledRecently)) : [];
	}

	async judge(
		ctx: IExecuteFunctions,
		session: DialSession,
		dials: Dial[],
		requestFor: (dials: Dial[]) => DialRequest,
	): Promise<IDataObject | undefined> {
		if (!(await this.knowsRecentCalls(ctx, session, dials))) return undefined;
		// From here on nothing waits, so that what is found is still true when the POST goes out.
		const state = rulesState(session);
		this.refuseNumbers(ctx, dials);
		const schedulePlan = this.holdHours(ctx, dials.filter(isLeft), requestFor);
		this.skipRecent(ctx, dials.filter(isLeft), state);
		holdMaximum(ctx, dials.filter(isLeft), state, this.settings, this.isRecorded);
		if (this.settings.dryRun) this.preview(dials.filter(isLeft), state, requestFor, schedulePlan);
		return schedulePlan;
	}

	noteSent(ctx: IExecuteFunctions, called: Dial[], notCalled: Dial[]): void {
		const { calledRecently, maximumCalls } = this.settings;
		for (const dial of calledRecently ? called : []) {
			const names = this.namesOf(ctx, dial, calledRecently as CalledRecently);
			noteCalled(names, dial.entry, Math.max(this.ringsAt, Date.now()));
		}
		if (maximumCalls !== undefined && !this.isRecorded) countUnrecorded(ctx, -notCalled.length);
	}

	private preview(
		dials: Dial[],
		state: RulesState,
		requestFor: (dials: Dial[]) => DialRequest,
		schedulePlan: IDataObject | undefined,
	): void {
		if (dials.length === 0) return;
		const request = requestFor(dials);
		const body = schedulePlan ? { ...request.body, schedulePlan } : request.body;
		preview(dials, { ...request, body }, state);
		const { calledRecently } = this.settings;
		for (const { target } of calledRecently ? dials : []) {
			const names = namesFor(target.who, target.customer, calledRecently as CalledRecently);
			for (const name of names) state.planned.set(name, Math.max(this.ringsAt, Date.now()));
		}
	}

	private namesOf(
		ctx: IExecuteFunctions,
		{ target: { who, customer } }: Dial,
		rule: CalledRecently,
	): string[] {
		return namesInAccount(ctx, namesFor(who, customer, rule));
	}

	/** @returns false where the calls of the account cannot be read, so that nobody may be dialed */
	private async knowsRecentCalls(
		ctx: IExecuteFunctions,
		session: DialSession,
		dials: Dial[],
	): Promise<boolean> {
		const { calledRecently, callingHours } = this.settings;
		const [first] = dials;
		if (calledRecently === undefined || first === undefined) return true;
		const { hours } = calledRecently;
		const waits = callingHours?.outside === 'schedule';
		const ahead = waits ? longestClosed(callingHours) + CLOCK_CHANGE : 0;
		const { recentCalls } = rulesState(session);
		const read = await attempt(
			recentCalls.refresh(ctx, session, first.itemIndex, { hours, ahead }),
		);
		if ('value' in read) return true;
		for (const dial of dials) {
			dial.fault = operationError(ctx, {
				message: `${dial.target.name} was not called, because it is not known whether that was done lately`,
				description: `'Skip If Called Recently' is on, and the list of calls cannot be read: ${messageOf(read.error)}. Try again once Vapi can be reached, or remove the option to call without looking`,
				outcome: 'notSent',
				itemIndex: dial.itemIndex,
			});
		}
		return false;
	}

	private refuseNumbers(ctx: IExecuteFunctions, dials: Dial[]): void {
		const { allowedCodes } = this.settings;
		if (allowedCodes === undefined) return;
		for (const dial of dials) {
			const { name, customer } = dial.target;
			const why = notAllowed(internationalNumber(customer), name, allowedCodes);
			if (why !== undefined) dial.fault = asNodeError(ctx, why, dial.itemIndex);
		}
	}

	/** @returns the schedule of the request, where the hours change it */
	private holdHours(
		ctx: IExecuteFunctions,
		dials: Dial[],
		requestFor: (dials: Dial[]) => DialRequest,
	): IDataObject | undefined {
		const { callingHours } = this.settings;
		const own = asObject(requestFor(dials).body.schedulePlan);
		this.ringsAt = Date.parse(String(own.earliestAt)) || 0;
		if (callingHours === undefined) return undefined;
		try {
			const verdict = hoursVerdict(callingHours, own, Date.now());
			if (verdict.may) {
				const { schedulePlan } = verdict;
				this.ringsAt = Date.parse(String((schedulePlan ?? own).earliestAt)) || 0;
				return schedulePlan;
			}
			const { why, next } = verdict;
			if (callingHours.outside === 'fail') {
				throw new Refusal(`Nobody was called: ${why}`, whenItMay(next));
			}
			for (const dial of dials) dial.settled = outsideHours(callingHours, why, next);
		} catch (error) {
			for (const dial of dials) dial.fault = asNodeError(ctx, error, dial.itemIndex);
		}
		return undefined;
	}

	private skipRecent(ctx: IExecuteFunctions, dials: Dial[], state: RulesState): void {
		const { calledRecently: rule, dryRun } = this.settings;
		if (rule === undefined) return;
		const { recentCalls, planned } = state;
		const isListed = (id: string | undefined) => recentCalls.has(id);
		const now = new Map<string, EarlierCall>();
		for (const dial of dials) {
			const { target } = dial;
			const names = namesFor(target.who, target.customer, rule);
			const here = namesInAccount(ctx, names);
			const plannedAt = dryRun ? names.find((name) => planned.has(name)) : undefined;
			const beside = names.find((name) => now.has(name));
			const earlier =
				recentCalls.earlierCall(names, rule) ??
				calledJustNow(here, dial, rule, isListed) ??
				(plannedAt === undefined ? undefined : { at: planned.get(plannedAt) }) ??
				(beside === undefined ? undefined : now.get(beside));
			if (earlier !== undefined) dial.settled = calledBefore(target.name, rule.hours, earlier);
			else for (const name of names) now.set(name, {});
		}
	}
}
