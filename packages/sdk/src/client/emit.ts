import { ProbityError, type JsonObject } from "@probity/contracts";
import { writeEnvelope } from "../events/envelope.ts";
import { runSync } from "../hooks/drive.ts";
import type { HookContext } from "../hooks/hook.ts";
import { precheckEvent } from "../precheck/opened-event.ts";
import { runAfter, runBefore, runFinally } from "../hooks/run-hooks.ts";
import {
  asJsonObject,
  findSubject,
  hasNoHooks,
  hookRun,
  report,
  timeOf,
  type Core,
  type EventStore,
} from "./core.ts";
import type { EmitOptions } from "./probity.ts";
import { createReceipt, type Receipt } from "./receipt.ts";

const drop = (core: Core, id: string, type: string, error: ProbityError): Receipt => {
  core.counters.dropped += 1;
  core.losses.add(error.code, core.clock.now());
  core.listeners.tell("drop", { id, type, error });
  report(core, error);
  return createReceipt(id, "nowhere", () => Promise.reject(error));
};

const asCoded = (cause: unknown): ProbityError =>
  cause instanceof ProbityError
    ? cause
    : new ProbityError("PROBITY_E_EVENT_JSON", "unexpected failure", { cause });

/** The server knows of its own answers; and of any other it learns nothing that counts. */
const isOpening = (type: string, { precheck }: JsonObject): boolean =>
  // Of the SDK's own making.
  type === precheckEvent && (precheck as JsonObject)["stage"] === "opened";

const keepPlace = (core: Core): void => {
  const head = core.store.head();
  if (head !== undefined) core.after = { stream: head.src, seq: head.seq };
};

/** Writes the envelope and hands it to the store. */
const put = (
  core: Core,
  id: string,
  type: string,
  data: JsonObject,
  options: EmitOptions,
  traceparent: string | undefined,
  mayWait = true,
): ReturnType<EventStore["append"]> => {
  const recorded = timeOf(core, undefined);
  const text = writeEnvelope({
    id,
    source: core.source,
    type,
    subject: options.subject ?? findSubject(core, type, data),
    time: options.time === undefined ? recorded : timeOf(core, options.time),
    recordedtime: recorded,
    traceparent,
    corrects: options.corrects,
    correctionreason: options.correctionReason,
    data,
  });
  const appended = core.store.append({ id, type, at: recorded, text }, mayWait);
  if (mayWait && appended.stored === "disk" && !isOpening(type, data)) keepPlace(core);
  return appended;
};

const store = (core: Core, id: string, type: string, data: JsonObject, options: EmitOptions): Receipt => {
  const span = core.telemetry().emit(type);
  const traceparent = options.traceparent ?? span.traceparent;
  const { stored, error } = put(core, id, type, data, options, traceparent);
  span.end(stored);
  if (stored === "nowhere") return drop(core, id, type, error ?? asCoded(undefined));
  return createReceipt(id, stored, () => core.store.durable());
};

const storeWithHooks = (
  core: Core,
  id: string,
  type: string,
  data: JsonObject,
  options: EmitOptions,
): Receipt => {
  const safe = core.privacy.data(type, data);
  if (hasNoHooks(core, options.hooks)) return store(core, id, type, safe, options);
  const run = hookRun(core, "emit", options.hooks);
  if (run.hooks.length === 0) return store(core, id, type, safe, options);
  const time = timeOf(core, options.time);
  const start: HookContext = { operation: "emit", type, data: safe, time };
  const flow = function* (): Generator<unknown, Receipt, unknown> {
    const { context } = yield* runBefore(run, start);
    // Once more: a hook may have brought in what it knows.
    const receipt = store(core, id, type, core.privacy.data(type, context.data), options);
    yield* runAfter(run, context, undefined);
    yield* runFinally(run, context, undefined);
    return receipt;
  };
  return runSync(flow());
};

/** Whether the host asked for this exception (`spool.whenFull: "throw"`). */
const wanted = (error: unknown): boolean =>
  error instanceof ProbityError && error.code === "PROBITY_E_SPOOL_FULL";

const guarded = (core: Core, type: string, run: (id: string) => Receipt): Receipt => {
  const id = core.nextId();
  if (core.closed()) return drop(core, id, type, new ProbityError("PROBITY_E_CLOSED", `emit of ${type}`));
  try {
    return run(id);
  } catch (error) {
    const receipt = drop(core, id, type, asCoded(error));
    if (wanted(error)) throw error;
    return receipt;
  }
};

/** Records one event; see `Probity.emit`. */
export const emit = (core: Core, type: string, data: unknown, options: EmitOptions = {}): Receipt =>
  guarded(core, type, (id) => storeWithHooks(core, id, type, asJsonObject(data), options));

/** Records what the host says about its own reporting: no hook may change it. */
export const emitPlain = (core: Core, type: string, data: JsonObject): Receipt =>
  guarded(core, type, (id) => store(core, id, type, data, {}));

/** Records what the client says about itself. False when there is no room now: that is no loss, and nobody waits for it. */
export const emitOwn = (core: Core, type: string, data: JsonObject): boolean => {
  try {
    return put(core, core.nextId(), type, data, {}, undefined, false).stored !== "nowhere";
  } catch (error) {
    if (!wanted(error)) report(core, asCoded(error));
    return false;
  }
};
