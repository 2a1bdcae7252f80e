import type { INodeParameters } from 'n8n-workflow';
import { ASSISTANTS, PHONE_NUMBERS, SQUADS } from '../../../sandbox/seed.mts';
import { byId } from '../../engine/support.mts';

/** A request as programs send it, and the form that sends the same. */
export type Body = [what: string, body: object, form: INodeParameters];

export const assistantId = ASSISTANTS.receptionist;
export const phoneNumberId = PHONE_NUMBERS.main;
export const number = '+15555550123';
export const call = { assistantId, phoneNumberId, customer: { number } };
export const customer = (more: object) => ({ ...call, customer: { number, ...more } });
export const overrides = (assistantOverrides: object) => ({ ...call, assistantOverrides });
export const rows = (values: Record<string, unknown>) => ({
	values: Object.entries(values).map(([name, value]) => ({ name, value })) as INodeParameters[],
});
export const squad = { agent: 'squad', squadId: byId(SQUADS.clinic) };
export const ofSquad = (more: object) => ({ squadId: SQUADS.clinic, phoneNumberId, customer: { number }, ...more });
export const line = { phoneNumberId, customer: { number } };
export const fresh = { agent: 'newAssistant' };
export const gpt = { provider: 'openai', model: 'gpt-4o' };
export const system = (content: string) => ({ role: 'system', content });
export const server = { url: 'https://example.com/vapi' };
export const saved = { ...gpt, messages: [system('You are the receptionist of a small clinic.')] };
export const schedule = { earliestAt: '2099-01-31T09:30:00.000Z', latestAt: '2099-01-31T10:30:00.000Z' };
export const scheduled = { scheduleEarliestAt: schedule.earliestAt, scheduleLatestAt: schedule.latestAt };
export const vars = { name: 'Anna', interest: 'a demo' };
