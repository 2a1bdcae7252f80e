import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Every n8n context that the transport can send from. */
export type VapiContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions;

/** A body that comes piece by piece, as n8n's binary data helpers take it. */
export type BodyStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** A file of a form. */
export interface FormFile {
	/** Name of the field that it stands in. */
	field: string;
	fileName: string;
	mimeType: string;
	/** Its size, where it is known before it is read. */
	bytes?: number;
	/** Its content, whole where n8n holds it in memory anyway. Read only when the request is sent. */
	open(this: void): Promise<BodyStream | Buffer>;
}

/** A multipart form: texts by the name of their field, and one file. */
export interface FormBody {
	texts: Record<string, string>;
	file: FormFile;
}

/** One request to the API that the credential points to. */
export interface VapiRequest {
	method: IHttpRequestMethods;
	/** From the base URL on, starts with a slash, path parameters already encoded. */
	path: string;
	query?: IDataObject;
	/** Headers that an operation has of its own, beside those that n8n and the credential write. */
	headers?: Record<string, string>;
	body?: IDataObject | IDataObject[];
	/** Instead of a body: texts and a file, which are sent once and never again. */
	form?: FormBody;
	/** Item that the request is made for; lands in the context of what is thrown. */
	itemIndex?: number;
	/** Which key Vapi wants here; only POST /call/web wants the public one. */
	key?: 'private' | 'public';
	/** Live control address of a call, instead of base URL and path; never gets the private key. */
	controlUrl?: string;
	/** The body of the answer comes as a stream, to be read or destroyed by the caller. */
	stream?: boolean;
	/** Statuses beside 2xx that are an answer to go on with, not a refusal. */
	accept?: number[];
	/** Hears the headers of every answer, refusals included. */
	onHeaders?: (headers: IDataObject) => void;
	/** In ms; 30 s for a GET, 10 min for a form and 60 s for the rest where left out. */
	timeout?: number;
	/** When all tries together must be over, in ms since 1970. */
	until?: number;
}

/** An answer with a 2xx status, or one that the request accepts. */
export interface VapiResponse {
	statusCode: number;
	headers: IDataObject;
	/** Parsed JSON, text where the answer is no JSON, or a stream where one was asked for. */
	body: unknown;
}
