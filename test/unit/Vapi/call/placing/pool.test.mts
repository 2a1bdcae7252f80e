import fc from 'fast-check';
import { runTasks } from '../../../../../nodes/Vapi/call/placing/pool.ts';

/** Runs tasks that concern these people; notes who is being worked on together. */
async function observed(people: string[][], most: number, failing = -1) {
	const begun: number[] = [];
	const now = new Set<number>();
	const together: number[][] = [];
	const tasks = people.map((concerns, index) => ({
		concerns,
		async run() {
			begun.push(index);
			now.add(index);
			together.push([...now]);
			for (let turns = 0; turns < 3 + (index % 4); turns++) await Promise.resolve();
			now.delete(index);
			return index !== failing;
		},
	}));
	await runTasks(tasks, most);
	return { begun, together };
}

it('runs every task once, so many at a time, and never two for one person', async () => {
	const people = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 2 }), {
		maxLength: 20,
	});
	await fc.assert(
		fc.asyncProperty(people, fc.integer({ min: 1, max: 6 }), async (concerns, most) => {
			const { begun, together } = await observed(concerns, most);
			expect([...begun].sort((a, b) => a - b)).toEqual(concerns.map((_, index) => index));
			for (const running of together) {
				expect(running.length).toBeLessThanOrEqual(most);
				const all = running.flatMap((index) => [...new Set(concerns[index])]);
				expect(new Set(all).size).toBe(all.length);
			}
		}),
		{ numRuns: 200, seed: 20_260_820 },
	);
});

it('keeps the order where one runs at a time, and uses all room that there is', async () => {
	const people = Array.from({ length: 6 }, (_, index) => [String(index)]);
	expect((await observed(people, 1)).begun).toEqual([0, 1, 2, 3, 4, 5]);
	const { together } = await observed(people, 3);
	expect(Math.max(...together.map(({ length }) => length))).toBe(3);
});

it('begins nothing after a task that says so, and lets those that run come to their end', async () => {
	const people = Array.from({ length: 9 }, (_, index) => [String(index)]);
	expect((await observed(people, 1, 2)).begun).toEqual([0, 1, 2]);
	expect((await observed(people, 3, 0)).begun).toEqual([0, 1, 2]);
});
