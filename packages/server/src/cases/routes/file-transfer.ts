import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import { attachment } from "./attachment.ts";

/** A file to be sent. */
export interface SentFile {
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly parts: AsyncIterable<Buffer>;
}

/** A scope of its own for routes that take a file: a body there is a stream of bytes, never read as a whole. */
export function takingFiles(app: FastifyInstance, register: (inner: FastifyInstance) => void): void {
  void app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser("application/octet-stream", (_request, payload, parsed) =>
      parsed(null, payload),
    );
    register(inner);
    done();
  });
}

/** Hands the bytes of a body on. What is refused is read to its end all the same: a sender that is cut off does not see why. */
export const readWhole = <T>(
  body: Readable,
  take: (bytes: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> => take(body.iterator({ destroyOnReturn: false })).finally(() => body.resume());

/** Sends a file to be saved, never shown. */
export const sendFile = (reply: FastifyReply, file: SentFile): FastifyReply =>
  reply
    .type(file.media)
    .header("content-length", file.bytes)
    .header("content-disposition", attachment(file.name))
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "no-store")
    .send(Readable.from(file.parts));
