/** Work that may run beside other work. */
export interface Task {
	/** Whom it concerns: tasks that share one never run at the same time. */
	concerns: string[];
	/** @returns whether the tasks that wait may still begin */
	run(): Promise<boolean>;
}

/**
 * Runs tasks in their order, at most so many at the same time. A task whose people are being worked
 * on waits; those behind it may overtake it.
 */
export async function runTasks(tasks: Task[], most: number): Promise<void> {
	const waiting = [...tasks];
	const running = new Map<Task, Promise<void>>();
	const concerned = new Set<string>();
	let goesOn = true;
	const begin = (task: Task) => {
		for (const who of task.concerns) concerned.add(who);
		const ended = task.run().then((may) => {
			goesOn &&= may;
			running.delete(task);
			for (const who of task.concerns) concerned.delete(who);
		});
		running.set(task, ended);
	};
	for (;;) {
		const next =
			goesOn && running.size < most
				? waiting.findIndex(({ concerns }) => !concerns.some((who) => concerned.has(who)))
				: -1;
		if (next >= 0) {
			begin(waiting.splice(next, 1)[0] as Task);
			continue;
		}
		if (running.size === 0) return;
		await Promise.race(running.values());
	}
}
