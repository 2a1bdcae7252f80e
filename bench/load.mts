import { Pool } from 'undici';

/** A load on one URL. */
export interface Load {
	path: string;
	headers: Record<string, string>;
	body: string;
	requests: number;
	/** Requests on the way at the same time. */
	concurrency: number;
}

/**
 * Sends a load and gives the requests a second.
 * @throws Error for an answer other than 200
 */
export async function requestsPerSecond(origin: string, load: Load): Promise<number> {
	const pool = new Pool(origin, { connections: load.concurrency });
	let left = load.requests;
	const worker = async () => {
		while (left-- > 0) {
			const { statusCode, body } = await pool.request({
				path: load.path,
				method: 'POST',
				headers: { 'content-type': 'application/json', ...load.headers },
				body: load.body,
			});
			const text = await body.text();
			if (statusCode !== 200) throw new Error(`${load.path} answered ${statusCode}: ${text}`);
		}
	};
	const start = performance.now();
	await Promise.all(Array.from({ length: load.concurrency }, worker));
	const seconds = (performance.now() - start) / 1000;
	await pool.close();
	return load.requests / seconds;
}

/** The middle of some numbers. */
export function median(numbers: number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
	return (low + high) / 2;
}
