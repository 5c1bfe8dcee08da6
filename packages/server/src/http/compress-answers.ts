import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The answer has what nobody but its receiver may know, as the token of a session has. */
    secret?: true;
  }
}

const compress = promisify(gzip);
/** Below it a packet is a packet. */
const leastLength = 1_400;
/** A page of a long list is sent while somebody waits: most of the gain at a third of the time. */
const options = { level: constants.Z_BEST_SPEED };

/**
 * Compresses long JSON answers of a scope for whoever takes gzip: a page of the inbox is 88 kB, 8 compressed. Answers of
 * routes that declare a secret stay as they are: next to it the length of a compressed text says something about it (BREACH).
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < leastLength) return payload;
    const type = reply.getHeader("content-type");
    if (typeof type !== "string" || !type.startsWith("application/json")) return payload;
    if (request.routeOptions.config.secret === true) return payload;
    reply.header("vary", "accept-encoding");
    if (!takesGzip(request.headers["accept-encoding"])) return payload;
    reply.header("content-encoding", "gzip").removeHeader("content-length");
    return await compress(payload, options);
  });
}

/** RFC 9110, 12.5.3, as far as browsers and tools use it: named, and not with a weight of nought. */
const takesGzip = (accepted: string | readonly string[] | undefined): boolean =>
  String(accepted ?? "")
    .split(",")
    .some((one) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[\d.]+\s*)?$/.test(one));
