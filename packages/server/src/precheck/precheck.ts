import { type JsonObject, type PrecheckRequest, ProbityError, type RemoteDecision } from "@probity/contracts";
import { canonicalJson, decide, mergeRecord, subjectOf } from "@probity/engine";
import { blocksAt, checkingOf } from "../breakers/index.ts";
import type { Context } from "../context.ts";
import { sha256Hex } from "../sha256.ts";
import { serverRecord } from "./server-record.ts";

/** A decision may be acted upon for this long. */
const validMs = 30 * 60_000;

/**
 * Judges a draft with the server's memory of its process (PC-1): the same bundle and engine as in the SDK. Throws
 * `PROBITY_E_EVENT_TYPE` for an unknown type and `PROBITY_E_DEADLINE` when the caller's deadline passed.
 */
export async function precheck(
  context: Context,
  source: string,
  request: PrecheckRequest,
): Promise<RemoteDecision> {
  const started = performance.now();
  const work = judge(context, source, request);
  if (request.deadlineMs === undefined) return await work;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new ProbityError("PROBITY_E_DEADLINE", `over ${request.deadlineMs} ms`)),
    request.deadlineMs - (performance.now() - started),
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // Whoever lost the race must not end the process by a rejection that nobody awaits.
    work.catch(() => undefined);
  }
}

async function judge(context: Context, source: string, request: PrecheckRequest): Promise<RemoteDecision> {
  const { types, bundles, clock, newId } = context;
  await types.prepare(source, [request.type]);
  const known = types.find(source, request.type);
  if (known === undefined) throw new ProbityError("PROBITY_E_EVENT_TYPE", `${request.type} is not known`);
  const active = await bundles.current(source);
  if (active === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", "no bundle was released for this source");
  // The route took both from a JSON body.
  const data = request.data as JsonObject;
  const record = await recordOf(context, source, request, data);
  const now = new Date(clock());
  const { unit, district, region } = request;
  const time = request.time ?? now.toISOString();
  const { bundle } = active.evaluator;
  const { findings } = active.evaluator.evaluate({
    type: request.type,
    data,
    record,
    time,
    unit,
    district,
    region,
  });
  const verdict = decide(findings, bundle);
  const decisionId = request.decisionId ?? newId();
  const payloadDigest = digestOf(data);
  if (blocksAt(bundle, request.type)) {
    const subject = request.subject ?? subjectOf(data, known.definition.subject) ?? payloadDigest;
    const by = checkingOf(findings, bundle);
    const cause = `brk-${newId()}`;
    context.checks.add({ source, point: request.type, subject, decidedAt: now.getTime(), by, cause });
  }
  return {
    outcome: verdict.outcome,
    decisionId,
    type: request.type,
    findings: verdict.shown,
    source: "remote",
    degraded: verdict.degraded,
    degradedReasons: verdict.degradedReasons,
    bundleVersion: active.version,
    bundleHash: active.hash,
    payloadDigest,
    expiresAt: new Date(now.getTime() + validMs).toISOString(),
  };
}

/** What the server knows, and over it what the host passes: its own view of its process is the newer one. */
async function recordOf(
  { store, types }: Context,
  source: string,
  request: PrecheckRequest,
  data: JsonObject,
): Promise<JsonObject | undefined> {
  const definition = types.find(source, request.type)?.definition;
  const kind = definition?.record ?? null;
  const given = request.record as JsonObject | undefined; // from a JSON body
  const subject = request.subject ?? subjectOf(data, definition?.subject ?? []);
  if (kind === null || subject === undefined) return given;
  const stored = await serverRecord(store, types, source, kind, subject);
  return given === undefined ? stored : mergeRecord(stored, given);
}

function digestOf(data: JsonObject): string {
  try {
    return sha256Hex(canonicalJson(data));
  } catch (cause) {
    throw new ProbityError("PROBITY_E_REQUEST", "the data holds a number beyond the range of JSON", {
      cause,
    });
  }
}
