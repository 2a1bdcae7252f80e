const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { dest, parallel, series, src } = require('gulp');

const clean = async () => rm('dist', { recursive: true, force: true });
clean.displayName = 'clean';

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
compile.displayName = 'compile';

const assets = () =>
	src(
		[
			'icons/*.svg',
			'nodes/**/*.node.json',
			'nodes/**/__schema__/**/*.json',
		],
		{ base: '.', encoding: false },
	).pipe(dest('dist'));
assets.displayName = 'assets';

// Lets the tests notice a dist/ that is older than the sources.
const stamp = async () => (await import('./scripts/builtFrom.mts')).stampBuild();
stamp.displayName = 'stamp';

/** One of package.json's scripts. */
const script = (name) => {
	const shell = process.platform === 'win32';
	const task = () => spawn('npm', ['run', '--silent', name], { stdio: 'inherit', shell });
	task.displayName = name;
	return task;
};

exports.build = series(clean, parallel(compile, assets), stamp);
// What can be said of the code without running it. The build has checked the types of node code.
exports.check = series(
	exports.build,
	parallel(script('lint'), script('typecheck:tools'), script('spec:check')),
);
exports.default = exports.build;
