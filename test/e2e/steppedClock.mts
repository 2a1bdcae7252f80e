/**
 * Loaded into an n8n before everything else (`--import`): puts its clock right or wrong. CLOCK_STEPS holds
 * milliseconds to add to the machine's time, separated by commas; each SIGUSR2 goes on to the next.
 */
const steps = (process.env.CLOCK_STEPS ?? '0').split(',').map(Number);
let step = 0;

const machine = globalThis.Date;
// A package may set Date.now to what it is: the machine's own is called by no name that could be set.
const machineNow = machine.now;
const now = () => machineNow() + (steps[step] ?? 0);

globalThis.Date = new Proxy(machine, {
	construct: (target, values, newTarget) =>
		Reflect.construct(target, values.length > 0 ? values : [now()], newTarget) as Date,
	apply: () => new Date().toString(),
	get: (target, key, receiver): unknown => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
machine.prototype.constructor = globalThis.Date;

process.on('SIGUSR2', () => {
	step += 1;
	console.log(`The clock goes wrong by ${steps[step]} ms`);
});

export {};
