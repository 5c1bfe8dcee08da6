import type { JsonObject } from "@probity/contracts";
import { array, column } from "../log/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { OriginatedRelation } from "./relation.ts";
import { relationsOf, tellsOfLinks } from "./relations-of.ts";
import { addToLinks, removeFromLinks } from "./store-relations.ts";

/** Keeps what the events of a batch say about links, in the scorer's transaction. */
export interface LinkKeeper {
  keep(transaction: Transaction, events: readonly LogEvent[], now: Date): Promise<void>;
}

interface Told {
  readonly event: LogEvent;
  readonly data: JsonObject;
  /** Id of the event that it corrects. */
  readonly corrects: string | undefined;
}

/**
 * Makes the keeper: relations by the place in the log of the event that told of them. A corrected event counts no more,
 * whichever of the two came first. Whole dates are days of `timeZone`.
 */
export function createLinkKeeper({ timeZone }: { readonly timeZone: string }): LinkKeeper {
  return {
    keep: async (transaction, events, now) => {
      const told = events.flatMap(readTold);
      if (told.length === 0) return;
      const corrected = await corrections(transaction, told);
      const counting = told.filter(({ event }) => !corrected.has(slot(event.source, event.id)));
      const relations = counting.flatMap(({ event, data }): readonly OriginatedRelation[] => {
        const { source, position } = event;
        const origin = { source, position, importId: null, line: null };
        return relationsOf(event.type, data, timeZone).map((relation) => ({ ...relation, origin }));
      });
      await addToLinks(transaction, relations, now);
    },
  };
}

const slot = (source: string, id: string): string => `${source}\n${id}`;

/** An event of a type that tells of links; none whose payload was erased or is not what was accepted (AL-4). */
function readTold(event: LogEvent): readonly Told[] {
  if (!tellsOfLinks(event.type) || event.body === "") return [];
  try {
    const body: unknown = JSON.parse(event.body);
    if (typeof body !== "object" || body === null) return [];
    const data: unknown = Reflect.get(body, "data");
    const corrects: unknown = Reflect.get(body, "corrects");
    if (typeof data !== "object" || data === null || Array.isArray(data)) return [];
    // Of parsed JSON.
    return [
      { event, data: data as JsonObject, corrects: typeof corrects === "string" ? corrects : undefined },
    ];
  } catch {
    // A damaged payload is a failure of its score already; it must not stop the events behind it.
    return [];
  }
}

const saveCorrections: Statement = {
  name: "links-save-corrections",
  text: `insert into link_correction (source, event_id, position)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "bigint")}) on conflict do nothing`,
};

const correctedBefore: Statement = {
  name: "links-corrected",
  text: `select distinct c.source, c.event_id as id from link_correction c
    join unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id) on c.source = t.source and c.event_id = t.id`,
};

const correctedPlaces: Statement = {
  name: "links-corrected-places",
  text: `select l.position from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    join event e on e.source = t.source and e.id = t.id join log l on l.event = e.key`,
};

/** Notes what the batch corrects, takes back what of that was known, and tells which of its own events count no more. */
async function corrections(transaction: Transaction, told: readonly Told[]): Promise<ReadonlySet<string>> {
  const correcting = told.flatMap(({ event, corrects }) =>
    corrects === undefined ? [] : [{ source: event.source, id: corrects, position: event.position }],
  );
  if (correcting.length > 0) {
    const named = [column(correcting, ({ source }) => source), column(correcting, ({ id }) => id)];
    await transaction.run(saveCorrections, [...named, column(correcting, ({ position }) => position)]);
    const places = await transaction.run<{ position: number }>(correctedPlaces, named);
    await removeFromLinks(
      transaction,
      places.map(({ position }) => position),
    );
  }
  const rows = await transaction.run<{ source: string; id: string }>(correctedBefore, [
    column(told, ({ event }) => event.source),
    column(told, ({ event }) => event.id),
  ]);
  return new Set(rows.map(({ source, id }) => slot(source, id)));
}
