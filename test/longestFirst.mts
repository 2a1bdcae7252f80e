import { createRequire } from 'node:module';

// Its types describe what `require` gives, and not what Node imports.
const { default: Sequencer } = createRequire(import.meta.url)(
	'@jest/test-sequencer',
) as typeof import('@jest/test-sequencer', { with: { 'resolution-mode': 'require' } });

type Test = Parameters<InstanceType<typeof Sequencer>['sort']>[0][number];

/** Kinds of test by how long their files take, the longest first. */
const LONGEST = ['engine', 'contract', 'package'];

/** Files that take the longest of their kind: they run everything there is through every way to run it. */
const PRODUCTS = /[/.](matrix|campaign|random|everyField|requests|chains|together)\b/;

/**
 * Starts the long files first, so that none of them is left to run alone at the end. Jest would know how
 * long each took the last time, but not on a machine that never ran them.
 */
export default class LongestFirst extends Sequencer {
	override async sort(tests: Test[]): Promise<Test[]> {
		const rank = ({ path, context }: Test): number => {
			const kind = LONGEST.indexOf(String(context.config.displayName?.name));
			const rankOfKind = kind === -1 ? LONGEST.length : kind;
			return PRODUCTS.test(path) ? rankOfKind - LONGEST.length : rankOfKind;
		};
		return (await super.sort(tests)).sort((one, other) => rank(one) - rank(other));
	}
}
