import type { IDataObject } from 'n8n-workflow';

import type { Original } from './triggerState';

/** The events that an assistant asks for; null where it leaves that to Vapi. */
export function serverMessagesOf(assistant: IDataObject): string[] | null {
	const { serverMessages } = assistant;
	return Array.isArray(serverMessages) ? (serverMessages as string[]) : null;
}

/** Whether two lists ask for the same events, in whatever order. */
export function sameEvents(
	a: string[] | null | undefined,
	b: string[] | null | undefined,
): boolean {
	if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
	return [...a].sort().join() === [...b].sort().join();
}

/** Whether somebody has edited the events of a resource since a registration wrote them. */
export function isEdited(resource: IDataObject, { registered }: Original): boolean {
	return registered !== undefined && !sameEvents(serverMessagesOf(resource), registered);
}
