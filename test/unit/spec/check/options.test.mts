import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { checkOptions, withheldOptions } from '../../../../scripts/spec/check/options.mts';
import { readContract } from '../../../../scripts/spec/contract.mts';
import { CONTRACT, WORDING } from '../../../../scripts/spec/files.mts';
import { buildProperties } from '../../../../scripts/spec/generate/properties.mts';
import type { Document } from '../../../../scripts/spec/openapi.mts';
import { readWordings } from '../../../../scripts/spec/wording/read.mts';
import type { Wording } from '../../../../scripts/spec/wording/types.mts';

const contractWith = (change: (schemas: Document['components']['schemas']) => void = () => {}) => {
	const contract = structuredClone(readContract(CONTRACT));
	change(contract.components.schemas);
	return contract;
};
const call = () => readWordings(WORDING).find(({ resource }) => resource === 'call') as Wording;
const needsRegion = contractWith(({ AzureVoice }) => AzureVoice?.required?.push('region'));

/** What 'Voice Provider' offers. */
const voicesIn = (contract: Document): unknown[] => {
	const { options = [] } =
		buildProperties(contract, call(), 'create').find(({ name }) => name === 'additionalFields') ?? {};
	const [voice] = (options as INodeProperties[]).filter(({ name }) => name === 'voiceProvider');
	return (voice?.options as INodePropertyOptions[]).map(({ value }) => value);
};

describe('options that need other fields', () => {
	it('are known with what they need', () => {
		expect(withheldOptions(contractWith(), call())).toContain(
			"call:create: 'Voice Provider' does not offer custom-voice, which needs server",
		);
	});

	it('are no longer offered once Vapi demands what no field fills', () => {
		expect(withheldOptions(needsRegion, call())).toContain(
			"call:create: 'Voice Provider' does not offer azure, which needs region",
		);
		expect(voicesIn(needsRegion)).not.toContain('azure');
		expect(voicesIn(contractWith())).toContain('azure');
	});

	it('are offered once a field fills what they need', () => {
		const wording = call();
		const { contains = {} } = wording.operations.create?.parameters.additionalFields ?? {};
		contains.voiceServer = { field: 'assistantOverrides.voice.server', displayName: 'Voice Server' };
		const withheld = withheldOptions(contractWith(), wording);
		expect(withheld.filter((text) => text.startsWith('call:create:'))).not.toContain(
			"call:create: 'Voice Provider' does not offer custom-voice, which needs server",
		);
	});

	it('cannot be what a list begins with', () => {
		expect(checkOptions(contractWith(), call())).toEqual([]);
		const wording = call();
		const { contains = {} } = wording.operations.create?.parameters.additionalFields ?? {};
		if (contains.voiceProvider) contains.voiceProvider.default = 'custom-voice';
		if (contains.transcriberProvider) contains.transcriberProvider.default = 'nobody';
		expect(checkOptions(contractWith(), wording).filter((text) => text.includes(':create:'))).toEqual([
			"call:create: 'Transcriber Provider' begins with nobody, which the contract does not know",
			"call:create: 'Voice Provider' begins with custom-voice, which needs server, and no field fills that",
		]);
	});
});
