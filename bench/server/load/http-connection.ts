import { connect, type Socket } from "node:net";

/** An answer with a body of known length. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A connection that is kept alive and carries one request at a time. */
export interface Connection {
  /** Sends a whole request as bytes; rejects when the connection breaks before its answer is there. */
  ask(request: Buffer): Promise<Answer>;
  close(): void;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const headEnd = Buffer.from("\r\n\r\n");

/** Reads one answer from the bytes so far; undefined while it is not complete. Throws on a body of unknown length. */
export const readAnswer = (
  bytes: Buffer,
): { readonly answer: Answer; readonly length: number } | undefined => {
  const end = bytes.indexOf(headEnd);
  if (end === -1) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  const contentLength = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (status === undefined || contentLength === undefined)
    throw new Error(`an answer without status or length: ${head.slice(0, 200)}`);
  const length = end + headEnd.length + Number(contentLength);
  if (bytes.length < length) return undefined;
  const body = bytes.subarray(end + headEnd.length, length);
  return { answer: { status: Number(status), body }, length };
};

/**
 * Opens a connection. It does what a load generator needs and nothing more, because it runs on the cores of what it
 * measures: HTTP/1.1, no pipelining, answers with `content-length`.
 */
export const openConnection = async (url: URL): Promise<Connection> => {
  const socket = await connected(url);
  let waiting: Waiting | undefined;
  let received: Buffer = Buffer.alloc(0);
  let broken: Error | undefined;
  const fail = (error: Error): void => {
    broken ??= error;
    waiting?.reject(error);
    waiting = undefined;
  };
  const take = (chunk: Buffer): void => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const read = readAnswer(received);
    if (read === undefined) return;
    received = received.subarray(read.length);
    const asked = waiting;
    waiting = undefined;
    asked?.resolve(read.answer);
  };
  socket.on("data", (chunk: Buffer) => {
    try {
      take(chunk);
    } catch (error) {
      socket.destroy();
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the connection was closed")));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken);
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
};

const connected = (url: URL): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });

/** A POST as bytes. */
export const postBytes = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Buffer => {
  const bytes = Buffer.from(body);
  const lines = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
};
