import { ProbityError } from "@probity/contracts";
import { forgetAppeals } from "../appeals/index.ts";
import { forgetSubjects } from "../cases/index.ts";
import { forgetDeadlines } from "../deadlines/index.ts";
import { takeBack } from "../evaluate/index.ts";
import { reservedTypes } from "../ingest/index.ts";
import { type Definitions, removeMembers } from "../features/index.ts";
import { removeFromLinks } from "../links/index.ts";
import type { ProvableLog, ServerEvent } from "../log/index.ts";
import { StreamRace } from "../log/index.ts";
import { eventOnlyRules } from "../rules/index.ts";
import type { RecordKey } from "../score/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { eraseFindings, eraseSubject } from "./findings.ts";
import { eraseEvent, eraseQuarantined, isShared, takePayloads, type StoredEvent } from "./payloads.ts";
import { rebuildRecord, type RecordOutcome } from "./record.ts";
import { headOf, positionsOf, type Target } from "./target.ts";

/** An order to erase. */
export interface ErasureOrder extends Target {
  /** Legal basis or order; it is logged. */
  readonly basis: string;
  /** Who ordered it; it is logged. */
  readonly by: string;
  /** Finds out what would go, and changes nothing. */
  readonly dryRun: boolean;
}

/** What went, or would go. */
export interface Erasure extends Target {
  /** `already`: it was erased before, and nothing was logged again. */
  readonly outcome: "erased" | "already" | "would_erase";
  /** Entries of the log whose payload this was; their headers stay. */
  readonly positions: readonly number[];
  /** Where the erasure itself is logged. */
  readonly loggedAt: readonly number[];
  readonly payloads: number;
  readonly findings: number;
  readonly laterFindings: number;
  readonly alerts: number;
  readonly record: RecordOutcome;
  /** Whether the subject went as well: it stays where other events of the process have it. */
  readonly subject: "erased" | "kept" | "none";
}

/** What erasing works with. */
export interface ErasureOptions {
  readonly store: Store;
  readonly types: TypeRegistry;
  readonly definitions: Definitions;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
}

/** Held against the scorer: it must not derive anything from a payload that goes at the same moment. */
const holdScorer: Statement = {
  name: "erase-hold-scorer",
  text: "select position from score_position where name = 'score' for update",
};

/** Rolls a dry run back. */
class DryRun extends Error {
  readonly erasure: Erasure;
  constructor(erasure: Erasure) {
    super("a dry run ends here");
    this.erasure = erasure;
  }
}

/**
 * Erases the payload and salt of everything that was sent under an event id, and what was derived from them, in one
 * transaction that also logs `payload.erased` (SE-3). Headers stay, so that every proof stays valid (LO-2). Throws
 * `PROBITY_E_NOT_FOUND` when the source never sent such an event, `PROBITY_E_REQUEST` for a notice of the server.
 */
export async function erase(options: ErasureOptions, order: ErasureOrder): Promise<Erasure> {
  const { store, types } = options;
  await types.reload();
  const prepared = { eventOnly: await eventOnlyRules(store), head: await headOf(store) };
  const known = await positionsOf(store, order, 0);
  const work = async (transaction: Transaction): Promise<Erasure> => {
    await transaction.run(holdScorer, []);
    const positions = [...new Set([...known, ...(await positionsOf(transaction, order, prepared.head))])];
    const erasure = await eraseIn(transaction, options, {
      ...order,
      positions,
      eventOnly: prepared.eventOnly,
    });
    if (order.dryRun) throw new DryRun(erasure);
    return erasure;
  };
  try {
    return await retrying(() => store.transaction(work));
  } catch (error) {
    if (error instanceof DryRun) return { ...error.erasure, outcome: dryOutcome(error.erasure) };
    throw error;
  }
}

const dryOutcome = ({ outcome }: Erasure): Erasure["outcome"] =>
  outcome === "already" ? "already" : "would_erase";

/** Another transaction may open the stream of the server at the same moment; then it is there the second time. */
async function retrying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StreamRace) return await work();
    throw error;
  }
}

interface Job extends ErasureOrder {
  readonly positions: readonly number[];
  readonly eventOnly: ReadonlySet<string>;
}

async function eraseIn(transaction: Transaction, options: ErasureOptions, order: Job): Promise<Erasure> {
  const now = new Date(options.clock());
  const { source, eventId } = order;
  const { event, quarantined, known, positions: stored } = await takePayloads(transaction, order);
  const positions = [...new Set([...order.positions, ...stored])];
  const job = { ...order, positions };
  if (!known) throw new ProbityError("PROBITY_E_NOT_FOUND", `${source} has sent no event ${eventId}`);
  // A notice would be erased to hide what it tells; it holds nothing of a payload.
  if (event !== undefined && reservedTypes.has(event.type))
    throw new ProbityError("PROBITY_E_REQUEST", `${event.type} is a notice of the server and stays`);
  const fresh = event !== undefined && !event.erased;
  const nothing = { findings: 0, laterFindings: 0, alerts: 0, record: "none", subject: "none" } as const;
  const base = {
    source,
    eventId,
    positions,
    payloads: quarantined + Number(fresh),
    loggedAt: [],
    ...nothing,
  };
  if (base.payloads === 0) return { ...base, outcome: "already" };
  if (quarantined > 0) await eraseQuarantined(transaction, job, now);
  const derived = fresh ? await eraseAccepted(transaction, options, { job, event, now }) : nothing;
  const loggedAt = job.dryRun ? [] : await logErasure(transaction, options, job);
  return { ...base, ...derived, loggedAt, outcome: "erased" };
}

type Derived = Pick<Erasure, "findings" | "laterFindings" | "alerts" | "record" | "subject">;

interface Accepted {
  readonly job: Job;
  readonly event: StoredEvent;
  readonly now: Date;
}

async function eraseAccepted(
  transaction: Transaction,
  { types, definitions }: ErasureOptions,
  { job, event, now }: Accepted,
): Promise<Derived> {
  const { source, eventOnly } = job;
  const { subject, position } = event;
  const kind = types.find(source, event.type)?.definition.record ?? null;
  const process: RecordKey | undefined =
    kind === null || subject === null ? undefined : { source, kind, subject };
  const shared = subject !== null && (await isShared(transaction, source, subject));
  const stored = { position, source, id: job.eventId, type: event.type, subject, body: event.body };
  await removeMembers(transaction, await definitions.list(transaction), stored);
  await eraseEvent(transaction, event, shared ? subject : null, now);
  await removeFromLinks(transaction, [position]);
  await takeBack(transaction, [position]);
  await forgetSubjects(transaction, [position]);
  await forgetAppeals(transaction, position);
  const deadlines = await forgetDeadlines(transaction, { source, position, id: job.eventId, subject });
  const scope = {
    source,
    position,
    deadlines,
    subject: process === undefined ? null : subject,
    readsEventOnly: (rule: string) => eventOnly.has(rule),
  };
  const { own, later, alerts } = await eraseFindings(transaction, scope, now);
  const record = process === undefined ? "none" : await rebuildRecord(transaction, types, process);
  if (subject !== null && !shared) await eraseSubject(transaction, source, subject);
  const about = subject === null ? "none" : shared ? "kept" : "erased";
  return { findings: own, laterFindings: later, alerts, record, subject: about };
}

/** Most events that one call logs. */
const chunk = 500;

/** One event for each entry whose payload is gone, so that each can be explained to whoever verifies it. */
async function logErasure(
  transaction: Transaction,
  { log }: ErasureOptions,
  { source, eventId, positions, basis, by }: Job,
): Promise<readonly number[]> {
  const events = positions.map((position): ServerEvent => {
    const data = { erasure: { position, eventId, basis, by } };
    return { type: "payload.erased", subject: eventId, data };
  });
  const logged: number[] = [];
  for (let from = 0; from < events.length; from += chunk) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    logged.push(...(await log.logServerEvents(transaction, source, events.slice(from, from + chunk))));
  }
  return logged;
}
