import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../../sandbox/server.mts';
import { secondN8n, triggerLife, type TriggerLife } from '../lifecycle.mts';

/** What happens to the triggers of one resource, or to the resource by a person's hand. */
export type Step =
	| { does: 'publish' | 'unpublish' | 'archive' | 'restart'; trigger: number }
	| { does: 'setServer'; url: string }
	| { does: 'removeServer' }
	| { does: 'setMessages'; messages: string[] };

/** One trigger of a chain. */
export interface Member {
	takeOver: boolean;
	/** An import of the first trigger's workflow into another n8n. */
	isImport?: boolean;
	events: string[];
}

/** The triggers that share a resource. */
export const members: Member[] = [
	{ takeOver: true, events: ['end-of-call-report'] },
	{ takeOver: true, events: ['hang', 'tool-calls'] },
	{ takeOver: true, isImport: true, events: ['transcript'] },
];

const TRIGGER_STEPS = ['publish', 'publish', 'unpublish', 'archive', 'restart'] as const;

/** Steps for so many triggers; without `byHand` nobody but the triggers touches the resource. */
export function steps(triggers: number, byHand = true): fc.Arbitrary<Step[]> {
	const ofTrigger: fc.Arbitrary<Step> = fc.record({
		does: fc.constantFrom(...TRIGGER_STEPS),
		trigger: fc.nat(triggers - 1),
	});
	const ofPerson: fc.Arbitrary<Step> = fc.oneof(
		fc.record({
			does: fc.constant('setServer' as const),
			url: fc.constantFrom('https://crm.example.com/a', 'https://crm.example.com/b'),
		}),
		fc.constant({ does: 'removeServer' as const }),
		fc.record({
			does: fc.constant('setMessages' as const),
			messages: fc.constantFrom<string[][]>(['speech-update'], ['hang', 'speech-update', 'user-interrupted']),
		}),
	);
	const step = byHand
		? fc.oneof({ weight: 3, arbitrary: ofTrigger }, { weight: 1, arbitrary: ofPerson })
		: ofTrigger;
	return fc.array(step, { minLength: 2, maxLength: 9 });
}

const part = ({ server, serverMessages }: IDataObject) =>
	structuredClone({
		...(server !== undefined && { server }),
		...(serverMessages !== undefined && { serverMessages }),
	});

/** A resource with its triggers, beside what should become of it. */
export class Chain {
	private readonly given: Member[];
	private readonly resource: () => IDataObject;
	/** n8n is killed each time before it has saved what a publishing noted. */
	private readonly isKilled: boolean;
	private readonly lives: TriggerLife[];
	private readonly published = new Set<number>();
	/** What people have set, whatever a trigger has registered over it. */
	private readonly wanted: IDataObject;
	private holder: number | undefined;

	constructor(
		sandbox: Sandbox,
		parameters: INodeParameters,
		given: Member[],
		resource: () => IDataObject,
		isKilled: boolean,
	) {
		this.given = given;
		this.resource = resource;
		this.isKilled = isKilled;
		this.wanted = part(resource());
		this.lives = given.map(({ takeOver, isImport = false, events }) => {
			const life = triggerLife(sandbox, { ...parameters, events, options: { takeOver } });
			if (isImport) life.n8n = secondN8n;
			return life;
		});
		given.forEach(({ isImport = false }, index) => {
			if (isImport) this.lives[index]!.webhookId = this.lives[0]!.webhookId;
		});
	}

	/** Does one step, where it is possible, and sees that it does what it should. */
	async take(step: Step): Promise<void> {
		switch (step.does) {
			case 'setServer':
				this.resource().server = { url: step.url, headers: { 'x-key': 'abc' } };
				return this.personSetServer();
			case 'removeServer':
				delete this.resource().server;
				return this.personSetServer();
			case 'setMessages':
				this.resource().serverMessages = [...step.messages];
				this.wanted.serverMessages = [...step.messages];
				return;
			case 'publish':
				return this.published.has(step.trigger) ? undefined : await this.publish(step.trigger);
			case 'restart':
				return this.published.has(step.trigger) ? await this.restart(step.trigger) : undefined;
			default:
				if (!this.published.has(step.trigger)) return;
				await this.unpublish(step.trigger);
				if (step.does === 'archive') this.lives[step.trigger]!.saved = {};
		}
	}

	/** Unpublishes what is published. */
	async end(): Promise<void> {
		for (const trigger of [...this.published]) await this.unpublish(trigger);
	}

	/** What the resource has, and what it should have once nothing is published. */
	outcome(): { has: IDataObject; wanted: IDataObject } {
		return { has: part(this.resource()), wanted: this.wanted };
	}

	private personSetServer(): void {
		const { server } = part(this.resource());
		if (server === undefined) delete this.wanted.server;
		else this.wanted.server = server;
		this.holder = undefined;
	}

	private isHeldByAnother(trigger: number): boolean {
		return this.holder !== undefined && this.holder !== trigger;
	}

	private async publish(trigger: number): Promise<void> {
		const before = part(this.resource());
		const life = this.lives[trigger]!;
		if (this.isHeldByAnother(trigger) && !this.given[trigger]!.takeOver) {
			await rejects(life.activate(), /Another Vapi Trigger/);
			deepStrictEqual(part(this.resource()), before);
			return;
		}
		await life.activate('activate', this.isKilled);
		this.published.add(trigger);
		this.holder = trigger;
		this.seeHolder();
	}

	private async unpublish(trigger: number): Promise<void> {
		await this.lives[trigger]!.deactivate();
		this.published.delete(trigger);
		if (this.holder === trigger) this.holder = undefined;
		this.seeHolder();
	}

	/** n8n 1.123 asks each trigger when it starts. */
	private async restart(trigger: number): Promise<void> {
		const life = this.lives[trigger]!;
		const isFree = this.holder === undefined && this.resource().server === undefined;
		if (isFree) this.holder = trigger;
		if (this.holder === trigger) await life.activate('init');
		else await rejects(life.activate('init'), /Another Vapi Trigger|another server URL/);
		this.seeHolder();
	}

	/** Whether the server on the resource is the one that should be there now. */
	private seeHolder(): void {
		const { url } = (this.resource().server ?? {}) as { url?: string };
		const life = this.holder === undefined ? undefined : this.lives[this.holder];
		if (life === undefined) deepStrictEqual(part(this.resource()).server, this.wanted.server);
		else strictEqual(url, `${life.n8n.instanceUrl}/webhook/${life.webhookId}/webhook`);
	}
}
