import { ProbityError } from "@probity/contracts";
import { encodeEntries } from "@probity/tlog";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Context } from "../context.ts";
import { bearerOf, sameSecret } from "../http/index.ts";
import { parseTilePath } from "./tile-path.ts";

const tags = ["log"];

/**
 * `/log`: the log as C2SP tlog-tiles, for auditors, witnesses and sources. It holds headers, never payloads. Takes a source
 * key or the operator's token.
 */
export function registerLog(app: FastifyInstance, context: Context): void {
  const { keys, log, opsToken } = context;
  app.addHook("onRequest", async (request) => {
    const token = bearerOf(request.headers.authorization);
    if (token !== undefined && sameSecret(token, opsToken)) return;
    if (token !== undefined && (await keys.authenticate(token)) !== undefined) return;
    throw new ProbityError("PROBITY_E_UNAUTHENTICATED", "");
  });
  const checkpoint = {
    operationId: "getCheckpoint",
    summary: "The signed head of the log, or with `witnessed` the newest that a quorum of witnesses cosigned",
    tags,
    querystring: { type: "object", properties: { witnessed: { type: "boolean" } } },
  };
  app.get<{ Querystring: { witnessed?: boolean } }>(
    "/checkpoint",
    { schema: checkpoint },
    async ({ query }, reply) =>
      sendText(reply, await (query.witnessed === true ? witnessedNote(context) : latestNote(context))),
  );
  const querystring = {
    type: "object",
    properties: { position: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } },
    required: ["position"],
  };
  const proof = {
    operationId: "getProof",
    summary: "The receipt of one entry (C2SP tlog-proof)",
    tags,
    querystring,
  };
  app.get<{ Querystring: { position: number } }>("/proof", { schema: proof }, async ({ query }, reply) =>
    sendText(reply, await log.receipt(query.position)),
  );
  const tile = {
    operationId: "getTile",
    summary: "A tile of hashes, or the entries of one (C2SP tlog-tiles)",
    tags,
  };
  app.get<{ Params: { "*": string } }>("/tile/*", { schema: tile }, async ({ params }, reply) => {
    const bytes = await readPath(context, params["*"]);
    return reply
      .header("cache-control", "max-age=31536000, immutable")
      .type("application/octet-stream")
      .send(bytes);
  });
}

const latestNote = async ({ log }: Context): Promise<string> => (await log.latestCheckpoint()).note;

async function witnessedNote({ witnesses }: Context): Promise<string> {
  const newest = await witnesses?.newest();
  if (newest === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", "no quorum of witnesses has cosigned yet");
  return newest.note;
}

const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header("cache-control", "no-cache").type("text/plain; charset=utf-8").send(text);

async function readPath({ log }: Context, path: string): Promise<Buffer> {
  const tile = parseTilePath(path);
  if (tile === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", "no tile has this path");
  const { level, index, width } = tile;
  if (level === "entries") {
    const first = index * 256 + 1;
    const headers = await log.entries(first, first + width);
    if (headers.length === width) return encodeEntries(headers.map((header) => Buffer.from(header)));
  } else {
    const hashes = await log.readTile(level, index, width);
    if (hashes.length === width * 32) return Buffer.from(hashes);
  }
  throw new ProbityError("PROBITY_E_NOT_FOUND", "the log has not grown that far");
}
