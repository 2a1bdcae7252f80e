/**
 * Words that say nothing but that a number is one, or which of somebody's phones it is. Any other
 * word may mean that this number is not to be called: a name, "fax", "old", "do not call".
 */
const LABELS = new Set(
	[
		'tel telephone phone ph mobile mob cell cellphone cellular landline home work office business',
		'main direct primary contact number num nr whatsapp call reach me at on under my the is p t m c h w o',
		'telefon telefonnummer rufnummer nummer handy handynummer mobil mobilnummer mobilfunk festnetz',
		'privat geschäftlich dienstlich büro tél téléphone portable fixe numéro bureau domicile teléfono',
		'telefono móvil movil celular cel número numero casa oficina trabajo cellulare fisso ufficio',
		'telefone telemóvel fixo telefoon mobiel komórka тел телефон моб мобильный',
	]
		.join(' ')
		.split(' '),
);

/** A word that touches no digit, with the sign that ends it. */
const WORD = /(?<![\p{L}\p{M}\p{N}'’])([\p{L}\p{M}'’]+)(?![\p{L}\p{M}\p{N}'’])[.:=]*/gu;
/** Arrows, telephones and other pictures, with the colours that they may have. */
const PICTURES = /[\p{So}\p{Sk}\p{Extended_Pictographic}\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f]/gu;
/** A number sign that stands for the word; touching digits it may be part of what is dialed. */
const NUMBER_SIGN = /#(?=[\s:.]+[+(]*$)/u;
/** What encloses a number or ends it. */
const EDGES = /^[\s<>=:;,.!|'"„“”«»]+|[\s<>=:;,.!|'"„“”«»]+$/gu;
/** Bold and the like in chat messages; a star on one side alone is dialed. */
const EMPHASIS = /^([*_~]{1,2})(.*)\1$/s;

/** `<tel:…|…>` of chat messages, `[…](tel:…)` of Markdown. */
const CHAT_LINK = /^<([^<>|]+)\|([^<>|]+)>$/;
const MARKDOWN_LINK = /^\[([^[\]]+)\]\s?\(([^()]+)\)$/;
const SCHEME = /^(?:tel|callto|sms|smsto|facetime|facetime-audio|skype|whatsapp)\s?:\s?(?:\/\/)?(?!send)/i;
/** Links of WhatsApp, whose numbers are international without a plus sign. */
const WHATSAPP =
	/^(?:https?:\/\/)?(?:wa\.me\/|(?:(?:api|web)\.whatsapp\.com\/|whatsapp:\/\/)send\/?\?(?:[^#]*&)?phone=)\+?(\d[\d\s().-]*)(?=$|[?&#/])/i;
const ESCAPED = /%(?:2b|20|28|29|2d|2e)/gi;

/** The number of a `tel:`, `callto:`, `sms:` or WhatsApp link; any other text as it is. */
export function linkedNumber(text: string): string {
	const plain = text.replace(ESCAPED, (escaped) => decodeURIComponent(escaped)).trim();
	const whatsapp = WHATSAPP.exec(plain)?.[1];
	if (whatsapp !== undefined) return `+${whatsapp}`;
	const scheme = SCHEME.exec(plain)?.[0];
	if (scheme === undefined) return plain;
	return (plain.slice(scheme.length).split('?')[0] ?? '').trim();
}

/** Labels, pictures and signs of what stands before or behind the digits. */
function withoutLabels(text: string): string {
	return text
		.replace(PICTURES, ' ')
		.replace(WORD, (found, word: string) => (LABELS.has(word.toLowerCase()) ? ' ' : found));
}

/**
 * The number that a text holds, without links, labels, pictures and signs around it. Between digits
 * everything stays: what stands there may be part of a number.
 */
export function bareNumber(text: string): string {
	const [, head = '', digits = '', tail = ''] =
		/^(\D*)(\d(?:[^]*\d)?)?(\D*)$/.exec(linkedNumber(text)) ?? [];
	return `${withoutLabels(head).replace(NUMBER_SIGN, '')}${digits}${withoutLabels(tail)}`
		.replace(EDGES, '')
		.replace(EMPHASIS, '$2');
}

/** The texts of a chat message's or Markdown's link: what is shown and where it leads. */
export function linkTexts(text: string): string[] | undefined {
	return (CHAT_LINK.exec(text) ?? MARKDOWN_LINK.exec(text))?.slice(1);
}
