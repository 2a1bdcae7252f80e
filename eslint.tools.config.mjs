import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Lints our tools, the sandbox and the tests (.mts); node code has n8n's own config. */
export default defineConfig(
	{ ignores: ['dist/', '.cache/', '**/*.ts', '**/*.js', '**/*.mjs', '**/*.json'] },
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
);
