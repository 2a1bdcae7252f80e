import { portIn, settingsIn } from '../../../../scripts/start/settings.mts';

describe("n8n's settings in the environment of npm start", () => {
	it('reach the n8n that it starts, and nothing else does', () => {
		const settings = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '5', N8N_METRICS: 'true' };
		expect(settingsIn({ ...settings, PATH: '/bin', N8N_PORT: '5679', npm_config_x: 'y' })).toEqual(
			settings,
		);
	});

	it.each([
		'N8N_USER_FOLDER',
		'N8N_ENCRYPTION_KEY',
		'N8N_LISTEN_ADDRESS',
		'N8N_HOST',
		'N8N_PROTOCOL',
		'N8N_PATH',
		'N8N_CONFIG_FILES',
		'N8N_LOG_LEVEL',
		'DB_TYPE',
		'DB_POSTGRESDB_HOST',
		'QUEUE_BULL_REDIS_HOST',
		'EXECUTIONS_MODE',
	])('are refused with the reason where they would not hold: %s', (name) => {
		expect(() => settingsIn({ [name]: 'anything' })).toThrow(new RegExp(`Unset them:\n  ${name}: .{10}`));
	});

	it('are named together', () => {
		const refused = { DB_TYPE: 'postgresdb', QUEUE_BULL_REDIS_HOST: 'redis' };
		expect(() => settingsIn(refused)).toThrow(/DB_TYPE: .*\n.*QUEUE_BULL_REDIS_HOST: /);
	});

	it('say which port is wanted', () => {
		expect(portIn({})).toBeUndefined();
		expect(portIn({ N8N_PORT: '5679' })).toBe(5679);
		for (const N8N_PORT of ['', 'x', '0', '65536', '1.5', '-1']) {
			expect(() => portIn({ N8N_PORT })).toThrow(`N8N_PORT is "${N8N_PORT}", which is not a port`);
		}
	});
});
