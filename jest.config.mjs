import { availableParallelism } from 'node:os';

/** One project a kind of test; `npm test` runs all but e2e and soak. */
const common = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
		// Of the sandbox's dependencies, this one is published as ES modules only.
		'/@apidevtools/.+\\.js$': [
			'@swc/jest',
			{ jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

/** These run n8n's engine, which has to live outside jest's own realm. */
const engineProjects = ['engine', 'contract', 'soak'];

/** These share one sandbox module a worker (see test/environment.mts). */
const sandboxProjects = ['unit', ...engineProjects];

const project = (name) => ({
	...common,
	displayName: name,
	...(sandboxProjects.includes(name) && {
		testEnvironment: '<rootDir>/test/environment.mts',
		moduleNameMapper: { '/sandbox/server\\.mts$': '<rootDir>/test/loadedSandbox.mts' },
	}),
	...(engineProjects.includes(name) && {
		testEnvironment: '<rootDir>/test/engine/harness/environment.mts',
	}),
	testMatch: [`<rootDir>/test/${name}/**/*.test.mts`],
});

export default {
	// Half of what the engine's tests do is waiting for a clock, so a third worker finds time on two cores.
	maxWorkers: Math.ceil(1.5 * availableParallelism()),
	testSequencer: './test/longestFirst.mts',
	// Taking a worker's memory apart takes longer on a busy machine. What is left open is reported all the same.
	workerGracefulExitTimeout: 5_000,
	// Ends what hangs; how long a test takes says nothing, on a machine that does other things too.
	testTimeout: 120_000,
	projects: ['unit', 'engine', 'contract', 'package', 'e2e', 'soak'].map(project),
};
