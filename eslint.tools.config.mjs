import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ERRORS = {
	selector: 'NewExpression[callee.name=/^(NodeApiError|NodeOperationError)$/]',
	message: 'Make errors with nodes/shared/api/errorFactory.ts: the constructors rewrite messages.',
};

const PARAMETERS = {
	selector: 'MemberExpression[property.name="getNodeParameter"]',
	message: 'Read parameters by their rows, with nodes/shared/engine/itemReader.ts.',
};

/** Lints our tools, the sandbox and the tests (.mts); node code has n8n's own config. */
export default defineConfig(
	{ ignores: ['dist/', '.cache/', '**/*.js', '**/*.mjs', '**/*.json'] },
	{
		files: ['**/*.mts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			'no-console': 'off',
			// Node strips types without looking: an import that is only a type has to say so.
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
		},
	},
	{
		files: ['scripts/**/*.mts', 'sandbox/**/*.mts'],
		rules: { eqeqeq: 'error' },
	},
	{
		files: ['test/**/*.mts'],
		extends: [jest.configs['flat/recommended']],
		rules: {
			'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
			'jest/no-conditional-expect': 'off',
		},
	},
	// Our own rules for node code, beside n8n's config, which may not be changed.
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		rules: { 'no-restricted-syntax': ['error', ERRORS] },
	},
	{
		files: ['nodes/Vapi/**/*.ts', 'nodes/shared/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', ERRORS, PARAMETERS] },
	},
	{
		files: ['nodes/shared/engine/{itemReader,router,braces}.ts'],
		rules: { 'no-restricted-syntax': ['error', ERRORS] },
	},
	{
		files: ['nodes/shared/api/errorFactory.ts'],
		rules: { 'no-restricted-syntax': 'off' },
	},
);
