import { type JsonObject, serverInstance, streamName } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { subjectOf } from "@probity/engine";
import type { Digest } from "@probity/tlog";
import type { Transaction } from "../store/index.ts";
import { appendEntries } from "./append.ts";
import type { NewEntry } from "./entry.ts";
import type { EventKeys } from "./event-keys.ts";
import { type EventRow, insertEvents } from "./events.ts";
import { commit, seal } from "./seal.ts";
import { lockStreams, openStreams } from "./streams.ts";

/** An event that the server itself has to tell, about one of its sources. */
export interface ServerEvent {
  readonly type: keyof typeof builtinEvents;
  readonly data: JsonObject;
  /** Default: where its type says that the subject is. */
  readonly subject?: string | undefined;
  /** Default: a new one. One that is known already is not logged again. */
  readonly id?: string | undefined;
  /** RFC 3339. Default: now. */
  readonly time?: string | undefined;
}

/** What logging events of the server needs. */
export interface ServerEventOptions {
  readonly digest: Digest;
  readonly keys: EventKeys;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** What was logged: the batch for the journal and the new tree, nothing when every id was known. */
export interface LoggedServerEvents {
  readonly firstPosition: number;
  readonly entries: readonly NewEntry[];
}

/** Appends events in the stream `<source>/~server` of one source. The caller's transaction locks nothing after it. */
export async function appendServerEvents(
  transaction: Transaction,
  options: ServerEventOptions,
  source: string,
  events: readonly ServerEvent[],
): Promise<LoggedServerEvents> {
  const now = new Date(options.clock());
  const at = now.toISOString();
  const src = streamName(source, serverInstance);
  const cursors = await lockStreams(transaction, [src]);
  await openStreams(transaction, cursors, [src], now);
  const cursor = cursors.get(src);
  if (cursor === undefined) throw new Error(`the stream ${src} was not opened`);
  const rows = events.map((event) => eventRow(options, source, event, at));
  const inserted = await insertEvents(transaction, options.keys, rows, at);
  const entries = rows.flatMap((row): NewEntry[] => {
    const key = inserted.get(row);
    if (key === undefined) return [];
    const { c, ...stored } = row;
    const { text, ...place } = seal(cursor, options.digest, { id: row.id, type: row.type, c, at });
    return [{ ...stored, ...place, header: text, key, outcome: "accepted", receivedAt: at }];
  });
  if (entries.length === 0) return { firstPosition: 0, entries };
  const { firstPosition } = await appendEntries(transaction, entries, cursors, at);
  return { firstPosition, entries };
}

function eventRow(
  { newId }: ServerEventOptions,
  source: string,
  event: ServerEvent,
  at: string,
): EventRow & { readonly c: string } {
  const { type, data, time = at, id = newId() } = event;
  const subject = event.subject ?? subjectOf(data, builtinEvents[type].subject);
  const body = JSON.stringify({
    specversion: "1.0",
    id,
    source,
    type,
    time,
    ...(subject === undefined ? {} : { subject }),
    data,
  });
  const { salt, c } = commit(body);
  return { source, id, type, subject: subject ?? null, time, incomplete: 0, body, salt, c };
}
