import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A mail server on this machine that keeps what it is given. */
export interface Mailbox {
	port: number;
	/** The mails, oldest first: headers and text, decoded. */
	mails: string[];
	close(): Promise<void>;
}

/** The text behind SMTP's doubled dots and quoted-printable, which mails with long lines are written in. */
function decoded(mail: string): string {
	const bytes = mail
		.replace(/^\.\./gm, '.')
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

function serve(socket: Socket, mails: string[]): void {
	let text = '';
	let isMail = false;
	const say = (line: string) => socket.write(`${line}\r\n`);
	say('220 mailbox');
	socket.setEncoding('latin1').on('data', (chunk: string) => {
		text += chunk;
		for (;;) {
			const end = isMail ? '\r\n.\r\n' : '\r\n';
			const at = text.indexOf(end);
			if (at < 0) return;
			const part = text.slice(0, at);
			text = text.slice(at + end.length);
			const isOver = /^QUIT/i.test(part);
			if (isMail) mails.push(decoded(part));
			isMail = !isMail && /^DATA/i.test(part);
			if (isOver) return void socket.end('221 bye\r\n');
			say(isMail ? '354 go on' : '250 ok');
		}
	});
}

/** Starts a mailbox on 127.0.0.1, for SMTP without encryption and without a login. */
export async function startMailbox(): Promise<Mailbox> {
	const mails: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
		serve(socket, mails);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		mails,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
