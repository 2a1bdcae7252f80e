import { isObject, type JsonObject } from '../types.mts';
import { Refusal } from '../http/errors.mts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Does this host mean this machine? */
export function isLoopback(url: string): boolean {
	return URL.canParse(url) && LOOPBACK.includes(new URL(url).hostname);
}

const isServerUrl = (url: string): boolean => {
	if (!URL.canParse(url)) return false;
	return ['https:', 'wss:'].includes(new URL(url).protocol) || isLoopback(url);
};

const faultsIn = (value: unknown, place: string[]): string[] => {
	if (Array.isArray(value)) {
		return value.flatMap((part, index) => faultsIn(part, [...place, String(index)]));
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, part]) => {
		if (key !== 'server' || !isObject(part)) return faultsIn(part, [...place, key]);
		const url = String(part.url ?? '');
		const name = [...place, 'server.url'].join('.');
		return isServerUrl(url)
			? []
			: [
					`${name} must be al valid URL. Hot tip, the protocol should be https:// or wss://, but found ${url}`,
				];
	});
};

/** Refuses a body with a server whose URL is neither https nor wss; http passes on loopback only. */
export function checkUrls(body: JsonObject): void {
	const faults = faultsIn(body, []);
	if (faults.length) throw new Refusal(400, faults);
}
