import { createHash } from 'node:crypto';

/** A file of a form that came in; of its content only what tells it from others is kept. */
export interface UploadedFile {
	fileName: string;
	mimeType: string;
	bytes: number;
	/** Of its content, in hexadecimal. */
	sha256: string;
}

const isForm = (contentType: string): boolean => /^multipart\/form-data\b/.test(contentType);

const fileOf = async (file: File): Promise<UploadedFile> => ({
	fileName: file.name,
	mimeType: file.type,
	bytes: file.size,
	sha256: createHash('sha256').update(Buffer.from(await file.arrayBuffer())).digest('hex'),
});

/** The fields of a multipart form; undefined where a body is no form, or a broken one. */
export async function parseForm(
	raw: Buffer,
	contentType = '',
): Promise<Record<string, string | UploadedFile> | undefined> {
	if (!isForm(contentType)) return undefined;
	const headers = { 'content-type': contentType };
	const form = await new Response(new Uint8Array(raw), { headers }).formData().catch(() => undefined);
	if (form === undefined) return undefined;
	const fields: Array<[string, string | File]> = [];
	form.forEach((value, name) => fields.push([name, value as string | File]));
	const read = fields.map(async ([name, value]) => [
		name,
		typeof value === 'string' ? value : await fileOf(value),
	]);
	return Object.fromEntries(await Promise.all(read)) as Record<string, string | UploadedFile>;
}
