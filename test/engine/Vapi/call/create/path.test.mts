import { Session } from 'node:inspector/promises';
import { bodies, callParameters, runVapi, useSandbox } from '../../../support.mts';

const sandbox = useSandbox();

/** Files of a reader who follows one call from the item to the output. */
const MOST = 50;

/** The built files of ours in which a function ran meanwhile. */
async function filesVisited(work: () => Promise<unknown>): Promise<string[]> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
	await work();
	const { result } = await session.post('Profiler.takePreciseCoverage');
	session.disconnect();
	return result
		.filter(({ functions }) =>
			functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)),
		)
		.map(({ url }) => /\/dist\/((?:nodes|credentials)\/.*)\.js$/.exec(url)?.[1])
		.filter((file) => file !== undefined)
		.sort();
}

it(`one item of Create is followed through at most ${MOST} files`, async () => {
	const create = async () => await runVapi(sandbox(), callParameters());
	// Loading a file runs it, which is not what a call does.
	await create();
	const files = await filesVisited(create);

	expect(bodies(sandbox())).toHaveLength(2);
	expect(files).toContain('nodes/Vapi/call/create/create');
	expect(files.length > MOST ? files : []).toEqual([]);
});
