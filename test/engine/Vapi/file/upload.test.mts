import { createHash, randomBytes } from 'node:crypto';
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { violationsOf } from '../../../contract/contract.mts';
import { byId, posts, runVapi, useSandbox } from '../../support.mts';

const sandbox = useSandbox();
const UPLOAD = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** An item with a file in memory. */
const item = (content: Buffer, more: Partial<IBinaryData> = {}, name = 'data'): INodeExecutionData => ({
	json: { row: 1 },
	binary: {
		[name]: { data: content.toString('base64'), mimeType: 'application/pdf', fileName: 'a.pdf', ...more },
	},
});

const upload = async (items: INodeExecutionData[], more: INodeParameters = {}) =>
	await runVapi(sandbox(), { ...UPLOAD, ...more }, { items });

describe('Upload of a file in memory', () => {
	it('sends a form with its name, type and content', async () => {
		const content = randomBytes(5000);
		const result = await upload([item(content)], {
			additionalFields: { metadataJson: '{"source":"crm"}', purpose: 'knowledge-base-v2' },
		});
		expect(result.error?.message).toBeUndefined();
		expect(posts(sandbox())[0]?.headers).toMatchObject({
			'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/),
			'content-length': expect.stringMatching(/^5\d{3}$/),
		});
		expect(posts(sandbox()).map(({ body }) => body)).toEqual([
			{
				file: { fileName: 'a.pdf', mimeType: 'application/pdf', bytes: 5000, sha256: sha256(content) },
				metadata: '{"source":"crm"}',
				purpose: 'knowledge-base-v2',
			},
		]);
		expect(sandbox().requests.flatMap(violationsOf)).toEqual([]);
		const [file] = result.json('Vapi');
		expect(file).toMatchObject({ name: 'a.pdf', bytes: 5000, metadata: { source: 'crm' } });
		const got = await runVapi(sandbox(), { ...UPLOAD, operation: 'get', fileId: byId(String(file?.id)) });
		expect(got.json('Vapi')).toMatchObject([{ status: 'done', id: file?.id }]);
	});

	it.each([
		'Preise 2027 – größer.pdf',
		'😀.pdf',
		'a "quoted" name.pdf',
		"it's; filename=b.pdf",
		'-'.repeat(200),
	])('keeps the name %s', async (fileName) => {
		await upload([item(Buffer.from('x'), { fileName })]);
		expect(posts(sandbox())[0]?.body).toMatchObject({
			file: { fileName, bytes: 1 },
		});
	});

	it('cannot be led to another part by what a name or a type holds', async () => {
		const evil = 'a"\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nassistant\r\n';
		await upload([item(Buffer.from('x'), { fileName: evil })]);
		expect(Object.keys(posts(sandbox())[0]?.body as object)).toEqual(['file']);
	});

	it('gives a file without a name that of its field, and each item its own file', async () => {
		const items = ['one', 'two'].map((text) => item(Buffer.from(text), { fileName: undefined }));
		const result = await upload(items);
		expect(result.json('Vapi').map(({ name, bytes }) => [name, bytes])).toEqual([
			['data', 3],
			['data', 3],
		]);
		const files = posts(sandbox()).map(({ body }) => (body as { file: { sha256: string } }).file.sha256);
		expect(files).toEqual(['one', 'two'].map((text) => sha256(Buffer.from(text))));
	});

	it.each<[string, INodeExecutionData, INodeParameters, string]>([
		['no file', { json: {} }, {}, "'Input Binary Field' is 'data', and the item has no file of that name"],
		['a file elsewhere', item(Buffer.from('x'), {}, 'pdf'), {}, 'has no file of that name'],
		['a file of 0 bytes', item(Buffer.alloc(0)), {}, "The file in 'Input Binary Field' is empty"],
		['no name', item(Buffer.from('x')), { binaryPropertyName: '={{ "" }}' }, "'Input Binary Field' is empty"],
		[
			'metadata that is too long',
			item(Buffer.from('x')),
			{ additionalFields: { metadataJson: JSON.stringify({ a: 'x'.repeat(4096) }) } },
			"'Metadata (JSON)' has 4104 characters, and Vapi takes 4096",
		],
	])('stops at %s before anything is sent', async (_, input, more, message) => {
		const result = await upload([item(Buffer.from('fine')), input], more);
		expect(result.error?.message).toContain(message);
		expect(posts(sandbox())).toEqual([]);
	});

	it.each([500, 503, 429])('is sent once, also where Vapi answers %s', async (status) => {
		sandbox().faults.add({ kind: 'status', method: 'POST', path: '/file', status, times: 5 });
		const result = await upload([item(Buffer.from('x'))]);
		expect(result.error?.message).toContain(String(status));
		expect(posts(sandbox())).toHaveLength(1);
	});
});
