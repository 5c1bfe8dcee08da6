import { createHash } from "node:crypto";
import { type ErrorCode, type IngestResult, type Json, ProbityError, readHeader } from "@probity/contracts";
import type { Context } from "../context.ts";
import { depthOf } from "../http/index.ts";
import { checkEvent, plainSubmission, type ReceivedEvent } from "../ingest/index.ts";
import { openQuarantine, type QuarantineFilter, type QuarantineRow } from "./quarantine-query.ts";

/** What came, or in a dry run would come, of the replay of one quarantined payload. */
export interface ReplayResult {
  readonly id: number;
  readonly source: string;
  readonly eventId: string;
  readonly type: string | null;
  readonly status: "accepted" | "duplicate" | "would_accept" | "refused";
  /** Where the event is in the log. */
  readonly position?: number | undefined;
  /** Why it is still refused. */
  readonly code?: ErrorCode | undefined;
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** Which payloads are replayed: open ones, oldest first. */
export interface ReplayOrder extends Omit<QuarantineFilter, "state"> {
  /** `next` of the answer before. */
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Most payloads of one request. */
export const maxReplay = 100;

/** What one request has replayed, and where the next goes on. */
export interface ReplayAnswer {
  readonly results: readonly ReplayResult[];
  readonly next?: string | undefined;
}

/** Replays a page of open payloads (EV-6). Each is logged anew, in the stream of the server, as an event like any other. */
export async function replayMany(context: Context, order: ReplayOrder): Promise<ReplayAnswer> {
  const { cursor = "0", limit = maxReplay, dryRun = false } = order;
  const rows = await openQuarantine(context.store, order, Number(cursor), limit);
  const results = rows.length === 0 ? [] : await replay(context, rows, dryRun);
  const last = rows.at(-1);
  return { results, ...(last === undefined || rows.length < limit ? {} : { next: String(last.id) }) };
}

/** Replays one payload. Throws `PROBITY_E_REPLAY` when it is still not valid. */
export async function replayOne(context: Context, row: QuarantineRow): Promise<IngestResult> {
  const [result] = await replay(context, [row], false);
  if (result === undefined) throw new ProbityError("PROBITY_E_INTERNAL", "a payload gave no result");
  const { eventId: id, status, position = 0, code, errors = [] } = result;
  if (status === "refused") throw new ProbityError("PROBITY_E_REPLAY", code ?? "", { errors });
  return { id, status: status === "accepted" ? "accepted" : "duplicate", position };
}

async function replay(
  context: Context,
  rows: readonly QuarantineRow[],
  dryRun: boolean,
): Promise<readonly ReplayResult[]> {
  await context.types.reload();
  const judged = rows.map((row) => judge(context, row));
  const valid = new Map(
    judged.flatMap(({ row, event }) => (event === undefined ? [] : [[row, event] as const])),
  );
  const ingested = dryRun ? new Map<QuarantineRow, IngestResult>() : await ingestBySource(context, valid);
  return judged.map(({ row, fault }): ReplayResult => {
    const { id, source, event_id: eventId, type } = row;
    return Object.assign({ id, source, eventId, type }, fault ?? resultOf(ingested.get(row)));
  });
}

type Outcome = Pick<ReplayResult, "status" | "position" | "code" | "errors">;

/** Without a result, in a dry run, it would be taken. */
function resultOf(result: IngestResult | undefined): Outcome {
  if (result === undefined) return { status: "would_accept" };
  if (result.status !== "quarantined") return { status: result.status, position: result.position };
  // Codes of results are those of the error table.
  return { status: "refused", code: result.code as ErrorCode, errors: result.errors ?? [] };
}

/** In the order in which they were refused: the events of a process have one. */
async function ingestBySource(
  context: Context,
  valid: ReadonlyMap<QuarantineRow, ReceivedEvent>,
): Promise<ReadonlyMap<QuarantineRow, IngestResult>> {
  const found = new Map<QuarantineRow, IngestResult>();
  const sources = Map.groupBy(valid, ([{ source }]) => source);
  for (const [source, entries] of sources) {
    const events = entries.map(([, event]) => event);
    // oxlint-disable-next-line no-await-in-loop -- what is under way is bounded by this
    const { results } = await context.ingester.ingest(await plainSubmission(context, source, events));
    for (const [index, [row]] of entries.entries()) {
      const result = results[index];
      if (result !== undefined) found.set(row, result);
    }
  }
  return found;
}

interface Judged {
  readonly row: QuarantineRow;
  readonly event?: ReceivedEvent | undefined;
  readonly fault?: Outcome | undefined;
}

function judge({ types }: Context, row: QuarantineRow): Judged {
  const { source, body } = row;
  const value = parse(body);
  const fault = faultOf(row, value);
  if (fault !== undefined || value === undefined) return { row, fault };
  const event: ReceivedEvent = { text: body, value, depth: depthOf(body) };
  const checked = checkEvent(event, source, types);
  if (checked.valid) return { row, event };
  const { code, errors } = checked;
  return { row, fault: { status: "refused", code, errors } };
}

/** What no repair of types can make good. */
function faultOf(row: QuarantineRow, value: Json | undefined): Outcome | undefined {
  if (row.erased_at !== null) return refusal("PROBITY_E_REPLAY", "the payload was erased");
  if (value === undefined) return refusal("PROBITY_E_ENVELOPE", "is not JSON");
  const written = row.header === null ? undefined : readHeader(row.header);
  if (written === undefined) return undefined;
  const salt = Buffer.from(row.salt ?? "", "base64");
  const c = createHash("sha256").update(salt).update(row.body).digest("base64");
  if (c !== written.c) return refusal("PROBITY_E_COMMITMENT", "is not what its header commits to");
  const named = typeof value === "object" && value !== null && Reflect.get(value, "id") === written.id;
  return named ? undefined : refusal("PROBITY_E_ENVELOPE", "its id is not that of its header");
}

const refusal = (code: ErrorCode, message: string): Outcome => ({
  status: "refused",
  code,
  errors: [{ path: "", message }],
});

function parse(text: string): Json | undefined {
  try {
    // JSON.parse gives a JSON value by definition.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
