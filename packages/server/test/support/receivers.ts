import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly at: number;
}

/** How a receiver answers. */
export interface ReceiverAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Before it answers. */
  readonly delayMs?: number;
  /** Never answers. */
  readonly hang?: boolean;
  /** Ends the connection. */
  readonly die?: boolean;
}

/** A real HTTP endpoint. */
export interface HttpReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What comes next; default 200. */
  answer: (received: Received, n: number) => ReceiverAnswer;
  close(): Promise<void>;
}

/** Starts an endpoint on a free port of this machine. */
export async function startHttpReceiver(): Promise<HttpReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => void serve(request, response));
  const receiver: HttpReceiver = {
    url: "",
    received,
    answer: () => ({}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://host");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const one = { path: pathname, query: searchParams, headers, body, at: Date.now() };
    received.push(one);
    const {
      status = 200,
      headers: more = {},
      body: text = "",
      delayMs = 0,
      hang,
      die,
    } = receiver.answer(one, received.length);
    if (hang === true) return;
    if (die === true) return void request.socket.destroy();
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(status, more).end(text);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(receiver, { url: `http://127.0.0.1:${portOf(server.address())}` });
}

/** A mail as it came. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** A real mail server. */
export interface SmtpReceiver {
  readonly port: number;
  readonly mails: ReceivedMail[];
  close(): Promise<void>;
}

/** Starts a mail server on a free port of this machine. */
export async function startSmtpReceiver(options: SMTPServerOptions = {}): Promise<SmtpReceiver> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    ...options,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : (mailFrom?.address ?? ""),
          to: rcptTo.map(({ address }) => address),
          text: readable(Buffer.concat(chunks).toString("utf8")),
          secure: session.secure,
          user: typeof session.user === "string" ? session.user : undefined,
        });
        done();
      });
    },
  });
  // A client that ends a handshake is what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: portOf(server.server.address()),
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === "object" && address !== null ? address.port : 0;

/** A mail whose body is in quoted-printable or base64, with its body as text. */
function readable(mail: string): string {
  const end = mail.indexOf("\r\n\r\n") + 4;
  const [head, body] = [mail.slice(0, end).replaceAll(/\r\n[ \t]+/g, " "), mail.slice(end)];
  if (/^content-transfer-encoding: base64/im.test(head))
    return head + Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return head + body;
  const bytes = body
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return head + Buffer.from(bytes, "latin1").toString("utf8");
}
