import { properties } from '../../nodes/shared/generated/Vapi.ts';

it("leaves the names alone under which n8n gives a tool its description", () => {
	// Where a node has such a field already, n8n (cli, ai-tools) adds none, and no agent could be told what the tool is for.
	const names = properties.map(({ name }) => name);
	expect(names).not.toContain('toolDescription');
	expect(names).not.toContain('descriptionType');
	expect(names.length).toBeGreaterThan(100);
});
