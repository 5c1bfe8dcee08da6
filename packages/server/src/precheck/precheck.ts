import {
  type Bundle,
  type JsonObject,
  type PrecheckRequest,
  ProbityError,
  type RemoteDecision,
} from "@probity/contracts";
import { canonicalJson, mergeRecord, parseInstant, subjectOf } from "@probity/engine";
import { blocksAt, checkingOf } from "../breakers/index.ts";
import type { Context } from "../context.ts";
import type { ActiveBundle } from "../rules/index.ts";
import { sha256Hex } from "../sha256.ts";
import { conclude, type Conclusion } from "./draft.ts";
import { leavePending } from "../watch/index.ts";
import { isPlain } from "../plain-text.ts";
import type { Memory, NewDraft } from "./memory.ts";
import type { StreamPlace } from "./seen.ts";
import { openedEvent } from "./opened-event.ts";
import { serverRecord } from "./server-record.ts";
import { typesOfRules } from "./types-of-rules.ts";

/** A decision may be acted upon for this long. */
const validMs = 30 * 60_000;
/** Who names no deadline waits this long for what is remembered. */
const defaultDeadlineMs = 5_000;

/**
 * Judges a draft with the server's memory of its process (PC-1) and of everything else that its rules ask for: the same
 * bundle and engine as in the SDK. A draft that may become an act counts in windows until it does, is given up or expires
 * (PC-4). Throws `PROBITY_E_EVENT_TYPE` for an unknown type, `PROBITY_E_OVERLOADED` when too many wait, and
 * `PROBITY_E_DEADLINE` when the caller's deadline passed; where only the memory was not there in time, the rules that need
 * it are not checked and the answer is degraded.
 */
export async function precheck(
  context: Context,
  source: string,
  request: PrecheckRequest,
): Promise<RemoteDecision> {
  const started = performance.now();
  const work = judge(context, source, request, started);
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

/** What follows, and the way back, take some of the time. */
const memoryMs = (deadlineMs = defaultDeadlineMs): number => deadlineMs - Math.min(100, deadlineMs / 5);

async function judge(
  context: Context,
  source: string,
  request: PrecheckRequest,
  started: number,
): Promise<RemoteDecision> {
  const { types, bundles, clock } = context;
  await types.prepare(source, [request.type]);
  const known = types.find(source, request.type);
  if (known === undefined) throw new ProbityError("PROBITY_E_EVENT_TYPE", `${request.type} is not known`);
  const active = await bundles.current(source);
  if (active === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", "no bundle was released for this source");
  // The route took both from a JSON body.
  const data = request.data as JsonObject;
  const payloadDigest = digestOf(data);
  const now = new Date(clock());
  const named = {
    decisionId: nameOf(request.decisionId) ?? context.newId(),
    subject: request.subject ?? subjectOf(data, known.definition.subject),
    now,
    expiresAt: new Date(now.getTime() + validMs),
  };
  const conclusion = await concludeOn(context, source, request, { active, ...named }, started);
  countBlocks(context, { ...named, source, active, payloadDigest, type: request.type }, conclusion);
  const { verdict } = conclusion;
  const decision: RemoteDecision = {
    outcome: verdict.outcome,
    decisionId: named.decisionId,
    type: request.type,
    findings: verdict.shown,
    source: "remote",
    degraded: verdict.degraded,
    degradedReasons: verdict.degradedReasons,
    bundleVersion: active.version,
    bundleHash: active.hash,
    payloadDigest,
    expiresAt: named.expiresAt.toISOString(),
  };
  if (request.log === true) {
    const { findings } = conclusion;
    await leavePending(context.store, [openedEvent(source, request, decision, { ...named, findings })]);
    context.wakePending();
  }
  return decision;
}

type Named = Pick<NewDraft, "active" | "decisionId" | "subject" | "now" | "expiresAt">;

async function concludeOn(
  context: Context,
  source: string,
  request: PrecheckRequest,
  named: Named,
  started: number,
): Promise<Conclusion> {
  const { memory } = context;
  const { active, now } = named;
  const { type, unit, district, region } = request;
  const data = request.data as JsonObject; // from a JSON body
  const end = started + memoryMs(request.deadlineMs);
  const remembers = await memory.concerns(active, source, type);
  const read = (): Promise<JsonObject | undefined> =>
    rulesReadRecord(active.evaluator.bundle, type)
      ? recordOf(context, source, request, data)
      : Promise.resolve(undefined);
  const after = remembers && request.after !== undefined ? { source, ...request.after } : undefined;
  const { record, isSeen } = await readSeen(memory, after, end, read);
  const time = request.time ?? now.toISOString();
  const input = { type, data, record, time, unit, district, region };
  if (!remembers) return conclude({ active, input, needs: [] }, []);
  const at = parseInstant(time)?.ms ?? now.getTime();
  const replaces = nameOf(request.replaces);
  return await memory.judge({ ...named, source, input, at, replaces }, end, !isSeen);
}

/** The record with what the caller emitted before in it, or as it is now when the time to wait for that runs out. */
async function readSeen<Found>(
  { seen }: Memory,
  after: StreamPlace | undefined,
  end: number,
  read: () => Promise<Found>,
): Promise<{ readonly record: Found; readonly isSeen: boolean }> {
  if (after === undefined || seen.knows(after)) return { record: await read(), isSeen: true };
  const early = read();
  // It is awaited only when nothing newer can be.
  early.catch(() => undefined);
  const isSeen = await seen.wait(after, end);
  return { record: await (isSeen ? read() : early), isSeen };
}

const recordTypes = new WeakMap<Bundle, ReadonlySet<string>>();

/** Whether any rule at this type reads the record of the process. */
function rulesReadRecord(bundle: Bundle, type: string): boolean {
  const known = recordTypes.get(bundle) ?? typesOfRules(bundle, ({ reads }) => reads === "record");
  recordTypes.set(bundle, known);
  return known.has(type);
}

/** An id as the database can keep it. */
function nameOf(id: string | undefined): string | undefined {
  if (id !== undefined && !isPlain(id))
    throw new ProbityError("PROBITY_E_REQUEST", "the id of a decision holds control characters");
  return id;
}

interface Counted extends Pick<Named, "active" | "subject" | "now"> {
  readonly active: ActiveBundle;
  readonly source: string;
  readonly type: string;
  readonly payloadDigest: string;
}

function countBlocks({ checks, newId }: Context, counted: Counted, { findings }: Conclusion): void {
  const { active, source, type, now, payloadDigest, subject = payloadDigest } = counted;
  const { bundle } = active.evaluator;
  if (!blocksAt(bundle, type)) return;
  const by = checkingOf(findings, bundle);
  checks.add({ source, point: type, subject, decidedAt: now.getTime(), by, cause: `brk-${newId()}` });
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
