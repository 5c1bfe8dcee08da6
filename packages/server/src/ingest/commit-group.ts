import { type IngestResult, type ProbityError, serverInstance, streamName } from "@probity/contracts";
import {
  advance,
  appendEntries,
  type Appended,
  applyEffect,
  lockStreams,
  type NewEntry,
  openStreams,
  type ProvableLog,
  seal,
  type StreamCursors,
  unlessRaced,
} from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { type Judged, judgeStreams } from "./judge-streams.ts";
import { quarantinedResult } from "./results.ts";
import { type Decision, storePayloads } from "./store-payloads.ts";
import type { Item, Submission } from "./submission.ts";

/** What the transaction made of one request. */
export interface GroupResult {
  readonly results: readonly IngestResult[];
  /** Position of its last entry; 0 when it has none. */
  readonly last: number;
  /** Highest position that its answer speaks of. */
  readonly speaksOf: number;
}

/** What the transaction made of a group. */
export interface CommittedGroup {
  /** One for each request, in order. */
  readonly outcomes: readonly (GroupResult | ProbityError)[];
  /** The new tree; undefined when nothing was appended. */
  readonly appended: Appended | undefined;
}

/**
 * Logs a group of requests in one transaction (LO-1): streams are locked and judged, payloads stored, and last the head
 * of the log is locked and everything appended. A request that is refused leaves nothing behind. Resolves after the
 * commit, and after the journal where there is one.
 */
export async function commitGroup(
  store: Store,
  log: ProvableLog,
  group: readonly Submission[],
  now: Date,
): Promise<CommittedGroup> {
  try {
    return await unlessRaced(() =>
      store.transaction((transaction) => logGroup(transaction, log, group, now)),
    );
  } catch (error) {
    log.keys.forget();
    throw error;
  }
}

async function logGroup(
  transaction: Transaction,
  log: ProvableLog,
  group: readonly Submission[],
  now: Date,
): Promise<CommittedGroup> {
  const at = now.toISOString();
  const cursors = await lockStreams(transaction, [...new Set(group.flatMap(streamsOf))]);
  const { judged, refused } = await judgeStreams(transaction, group, cursors);
  const opening = judged.filter(({ fresh }) => fresh.length > 0).map(({ submission }) => submission.src);
  await openStreams(transaction, cursors, opening, now);
  const items = judged.flatMap(({ fresh }) => fresh);
  const decisions = await storePayloads(transaction, log, items, at);
  const entries = items.flatMap((item) => entryOf(item, decisions.get(item), cursors, log, at));
  const appended =
    entries.length === 0
      ? undefined
      : await appendEntries(
          transaction,
          entries.map(({ entry }) => entry),
          cursors,
          at,
        );
  const first = appended?.firstPosition ?? 0;
  if (appended !== undefined) {
    log.announce(
      transaction,
      first,
      entries.map(({ entry }) => entry),
    );
  }
  const positions = new Map(entries.map(({ item }, index) => [item, first + index]));
  const taken = new Map(judged.map((each) => [each.index, resultOf(each, decisions, positions)]));
  const outcomes = group.map((_, index) => taken.get(index) ?? refused.get(index));
  return { outcomes: outcomes.filter((outcome) => outcome !== undefined), appended };
}

/** The streams that a request needs locked: its own, and those whose end it tells. */
function streamsOf({ source, src, items }: Submission): readonly string[] {
  const closed = items.flatMap(({ event }) => (event.valid ? (event.effect?.closes ?? []) : []));
  return [src, ...closed.filter((name) => name.startsWith(`${source}/`))];
}

/** The entry of an item; none for a plain event that is known already. */
function entryOf(
  item: Item,
  decision: Decision | undefined,
  cursors: StreamCursors,
  log: ProvableLog,
  at: string,
): readonly { readonly item: Item; readonly entry: NewEntry }[] {
  if (decision === undefined) throw new Error("an event was not decided about");
  const { header, event, payload, salt, c } = item;
  const isKnown =
    decision.as === "repeated" ||
    (decision.as === "quarantined" && (decision.position ?? decision.first) !== undefined);
  if (header === undefined && isKnown) return [];
  const cursor = cursors.get(header?.src ?? streamName(event.source, serverInstance));
  if (cursor === undefined) throw new Error("the stream of an entry is not locked");
  const { source, id, type } = event;
  const place = header === undefined ? seal(cursor, log.digest, { id, type: type ?? "", c, at }) : header;
  if (header !== undefined) advance(cursor, header.seq, header.hash);
  const accepted = decision.as === "accepted" && event.valid;
  if (accepted && event.effect !== undefined) applyEffect(cursors, cursor, event.effect);
  const entry: NewEntry = {
    src: place.src,
    source,
    seq: place.seq,
    header: place.text,
    leaf: place.leaf,
    outcome: decision.as,
    id,
    type,
    subject: accepted ? event.subject : null,
    time: accepted ? event.time : null,
    incomplete: accepted ? event.incomplete : 0,
    receivedAt: at,
    key: decision.as === "accepted" ? decision.key : null,
    salt: decision.as === "repeated" ? null : salt,
    body: decision.as === "repeated" ? null : payload,
    code: decision.as === "quarantined" ? decision.event.code : undefined,
    errors: decision.as === "quarantined" ? JSON.stringify(decision.event.errors) : undefined,
  };
  return [{ item, entry }];
}

function resultOf(
  { replayed, replayedTo, fresh }: Judged,
  decisions: ReadonlyMap<Item, Decision>,
  positions: ReadonlyMap<Item, number>,
): GroupResult {
  let last = replayedTo;
  let speaksOf = replayedTo;
  const results = fresh.map((item): IngestResult => {
    const decision = decisions.get(item);
    const own = positions.get(item);
    last = Math.max(last, own ?? 0);
    const result = itemResult(item, decision, own, positions);
    speaksOf = Math.max(speaksOf, last, result.position ?? 0);
    return result;
  });
  return { results: [...replayed, ...results], last, speaksOf };
}

function itemResult(
  { event }: Item,
  decision: Decision | undefined,
  own: number | undefined,
  positions: ReadonlyMap<Item, number>,
): IngestResult {
  if (decision?.as === "accepted") return { id: event.id, status: "accepted", position: own ?? 0 };
  const first = decision?.first === undefined ? decision?.position : positions.get(decision.first);
  if (decision?.as === "quarantined") {
    const { code, errors } = decision.event;
    return quarantinedResult(event.id, code, errors, own ?? first);
  }
  return { id: event.id, status: "duplicate", position: first ?? 0 };
}
