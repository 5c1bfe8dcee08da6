import { ProbityError } from "@probity/contracts";
import { formatAddCheckpoint, parseCheckpoint, proveConsistency } from "@probity/tlog";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { Statement } from "../store/index.ts";
import { answerOf, operation, query } from "./describe.ts";
import { count, text } from "./answer-parts.ts";

const position = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

const plainText = { content: { "text/plain": { schema: text } } } as const;
const witnessAnswer = answerOf(
  {
    name: text,
    url: text,
    size: { ...count, description: "Of the checkpoint that it cosigned last" },
    last: { ...text, description: "What it answered last" },
    detail: text,
  },
  ["url", "size", "detail"],
);
const refusalAnswer = answerOf({ cause: text, detail: text });
const statusAnswer = answerOf(
  {
    engine: text,
    origin: text,
    digest: { enum: ["sha256", "sm3"] },
    size: count,
    root: text,
    takesEntries: { type: "boolean" },
    refusal: text,
    refusals: { type: "array", items: refusalAnswer },
    guardFile: text,
    witnessed: answerOf({ size: count, at: { ...text, format: "date-time" } }, ["size"]),
    witnesses: { type: "array", items: witnessAnswer },
    quorum: text,
  },
  ["root", "refusal", "witnessed", "witnesses", "quorum", "guardFile"],
);
const recordAnswer = answerOf({ header: text, salt: text, payload: text, erased: { type: "boolean" } }, [
  "salt",
  "payload",
]);

/** `/ops/log`: how the log stands, one entry with its payload, and the exchange with witnesses by file (LO-6). */
export function registerLogStatus(app: FastifyInstance, context: Context): void {
  app.get(
    "/log",
    {
      config: { access: "log.read" },
      schema: operation("getLog", "Size, witnesses, and whether the log takes entries", {
        response: { 200: statusAnswer },
      }),
    },
    () => readStatus(context),
  );
  registerRecords(app, context);
  registerCosigning(app, context);
}

function registerRecords(app: FastifyInstance, context: Context): void {
  const params = { type: "object", properties: { position }, required: ["position"] };
  app.get<{ Params: { position: number } }>(
    "/log/records/:position",
    {
      config: { access: "event.read" },
      schema: operation("getRecord", "Header, salt and payload of an entry", {
        params,
        response: { 200: recordAnswer },
      }),
    },
    async ({ params: { position: at }, actor, headers }) => {
      const record = await readRecord(context, at);
      await noteRead(context, { actor, headers }, "record", String(at));
      return record;
    },
  );
  app.get<{ Params: { position: number } }>(
    "/log/records/:position/proof",
    {
      config: { access: "log.read" },
      schema: operation("getRecordProof", "The receipt of an entry (C2SP tlog-proof)", {
        params,
        response: { 200: plainText },
      }),
    },
    async ({ params: { position: at } }, reply) =>
      reply.type("text/plain; charset=utf-8").send(await context.log.receipt(at)),
  );
}

function registerCosigning(app: FastifyInstance, context: Context): void {
  const querystring = query({ from: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER } });
  app.get<{ Querystring: { from?: number } }>(
    "/log/add-checkpoint",
    {
      config: { access: "log.read" },
      schema: operation("getAddCheckpoint", "A request to a witness (C2SP tlog-witness)", {
        querystring,
        response: { 200: plainText },
      }),
    },
    async (request, reply) =>
      reply.type("text/plain; charset=utf-8").send(await requestFrom(context, request.query.from ?? 0)),
  );
  const note = { type: "string", maxLength: 200_000 };
  const body = { type: "object", properties: { note }, required: ["note"], additionalProperties: false };
  app.post<{ Body: { note: string } }>(
    "/log/cosignatures",
    {
      config: { access: "log.cosign" },
      schema: operation("addCosignatures", "Cosignatures that came by file", { body }),
    },
    (request) => takeCosignatures(context, request.body.note),
  );
}

async function readStatus({ log, guard, witnesses, store }: Context): Promise<object> {
  const refusals = guard.refusals();
  const refusal = guard.mayLog();
  const size = await guard.treeSize();
  // Signed only while that is allowed; the size alone is shown at any time.
  const checkpoint = refusal === undefined ? await log.latestCheckpoint() : undefined;
  const witnessed = await witnesses?.newest();
  return {
    engine: store.engine,
    origin: log.origin,
    digest: log.digest,
    size,
    ...(checkpoint === undefined ? {} : { root: checkpoint.root.toString("base64") }),
    takesEntries: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal: refusal.message }),
    refusals,
    guardFile: guard.path,
    ...(witnessed === undefined
      ? {}
      : { witnessed: { size: sizeOf(witnessed.note), at: witnessed.at.toISOString() } }),
    witnesses: witnesses?.links.map(({ name, url, size: cosigned, last, detail }) => ({
      name,
      ...(url === undefined ? {} : { url }),
      ...(cosigned === undefined ? {} : { size: cosigned }),
      last,
      ...(detail === undefined ? {} : { detail }),
    })),
    ...(witnesses === undefined ? {} : { quorum: witnesses.policy.quorum }),
  };
}

const sizeOf = (note: string): number | undefined =>
  parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1))?.size;

const selectRecord: Statement = {
  name: "log-record",
  text: `select l.header, coalesce(e.salt, q.salt) as salt, coalesce(e.body, q.body) as body,
      coalesce(e.erased_at, q.erased_at) as erased_at
    from log l left join event e on e.key = l.event left join quarantine q on q.position = l.position
    where l.position = $1`,
};

interface RecordRow {
  readonly header: string;
  readonly salt: string | null;
  readonly body: string | null;
  readonly erased_at: Date | null;
}

async function readRecord({ store }: Context, at: number): Promise<object> {
  const [row] = await store.run<RecordRow>(selectRecord, [at]);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `the log has no position ${at}`);
  const { header, salt, body, erased_at: erased } = row;
  const isWhole = erased === null && salt !== null && body !== null;
  return { header, ...(isWhole ? { salt, payload: body } : {}), erased: erased !== null };
}

async function requestFrom({ log }: Context, from: number): Promise<string> {
  const { note, size } = await log.latestCheckpoint();
  if (from > size)
    throw new ProbityError(
      "PROBITY_E_REQUEST",
      `the log has ${size} entries, the witness cannot know ${from}`,
    );
  const proof = from === 0 ? [] : await proveConsistency(log.digest, from, size, log.readTile);
  return formatAddCheckpoint({ oldSize: from, proof, note });
}

async function takeCosignatures({ witnesses }: Context, note: string): Promise<object> {
  if (witnesses === undefined)
    throw new ProbityError("PROBITY_E_LOG_POLICY", "no witnesses are configured (PROBITY_WITNESS_POLICY)");
  const cosigned = await witnesses.add(note);
  if (cosigned === undefined)
    throw new ProbityError(
      "PROBITY_E_COSIGNATURE",
      "no witness of the policy cosigned a checkpoint of this log",
    );
  const { size, names, hasQuorum } = cosigned;
  return { size, names, hasQuorum };
}
