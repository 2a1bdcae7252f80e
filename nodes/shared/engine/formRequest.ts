import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { FormFile, VapiRequest } from '../api/exchange';
import { refuse } from '../base/refusal';
import { attempt } from '../base/result';
import { checkLength } from './readValue';
import type { ParameterRow, RequestOperation } from './rows';

/** The binary data of an item under a name, or why there is none. */
function binaryOf(ctx: IExecuteFunctions, itemIndex: number, name: string, row: ParameterRow) {
	const names = Object.keys(ctx.getInputData()[itemIndex]?.binary ?? {});
	try {
		return ctx.helpers.assertBinaryData(itemIndex, name);
	} catch {
		const has = names.length > 0 ? `It has ${names.map((each) => `'${each}'`).join(', ')}` : 'It has none';
		return refuse(
			`'${row.displayName}' is '${name}', and the item has no file of that name`,
			`${has}. Enter the name of a binary field, or put a node before this one that reads the file`,
		);
	}
}

/** The file in a binary field: its size now, its content when it is sent. */
async function fileOf(
	ctx: IExecuteFunctions,
	itemIndex: number,
	name: string,
	row: ParameterRow,
): Promise<FormFile> {
	const { id, data, fileName, mimeType } = binaryOf(ctx, itemIndex, name, row);
	const unread = (error: unknown): never =>
		refuse(
			`The file in '${row.displayName}' cannot be read: ${(error as Error).message}`,
			'Run the workflow from the node that reads the file again',
		);
	const readAs = async <T>(read: Promise<T>): Promise<T> => {
		const result = await attempt(read);
		return 'error' in result ? unread(result.error) : result.value;
	};
	const bytes =
		id === undefined
			? Buffer.byteLength(data, 'base64')
			: (await readAs(ctx.helpers.getBinaryMetadata(id))).fileSize;
	if (bytes === 0) {
		refuse(`The file in '${row.displayName}' is empty`, 'Check the node that the file comes from');
	}
	return {
		field: row.path.join('.'),
		fileName: fileName ?? name,
		mimeType,
		bytes,
		open: async () =>
			id === undefined
				? Buffer.from(data, 'base64')
				: await readAs(ctx.helpers.getBinaryStream(id)),
	};
}

/**
 * Turns the body of a request into a form, whose fields are texts: objects become JSON.
 * @throws Refusal where there is no file, it is empty, or a text is too long
 */
export async function withForm(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ fields }: RequestOperation,
	{ body, ...request }: VapiRequest,
): Promise<VapiRequest> {
	const values = body as IDataObject;
	const rows = fields.filter((row) => row.in === 'body' && values[row.path.join('.')] !== undefined);
	const row = rows.find(({ type }) => type === 'binary') as ParameterRow;
	const texts = rows
		.filter((each) => each !== row)
		.map((each): [string, string] => {
			const value = values[each.path.join('.')];
			const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
			checkLength(text, each);
			return [each.path.join('.'), text];
		});
	const file = await fileOf(ctx, itemIndex, String(values[row.path.join('.')]), row);
	return { ...request, form: { texts: Object.fromEntries(texts), file } };
}
