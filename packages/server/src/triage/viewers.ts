import { actsFor, type Granted } from "../access/index.ts";
import { type Hidden, hiddenAmong, type ReadParts } from "../cases/index.ts";
import type { Subject } from "../org/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { LineViewer } from "./viewer.ts";

/** Says who reads the inbox, without judging everybody anew for each request. */
export interface Viewers {
  of(parts: Pick<ReadParts, "look">, granted: Granted): Promise<LineViewer>;
}

/**
 * Whom alerts name that came since the last look: the scorer adds persons in the order of the log, people name some beside.
 * What a person puts into a case from before there were cases is only seen by reading all anew.
 */
const added: Statement = {
  name: "triage-added-subjects",
  text: `select (select coalesce(max(position), 0) from hit_subject) as position, (select coalesce(max(id), 0) from score_entity) as entity,
    (select coalesce(json_agg(distinct s.key), '[]')::text from (
      select key from hit_subject where position > $1 union all select key from score_entity where kind = 'person' and id > $2) s) as persons,
    (select coalesce(json_agg(json_build_object('kind', kind, 'id', key)), '[]')::text from case_subject) as named`,
};

interface Added {
  readonly position: number;
  readonly entity: number;
  readonly persons: string;
  readonly named: string;
}

/** All who are named are read anew this often. */
const anewMs = 60_000;
const mostViewers = 500;

/** Everybody whom alerts name, only ever added to until it is read anew. */
interface Known {
  readonly readAt: number;
  readonly keys: Set<string>;
  readonly list: Subject[];
  position: number;
  entity: number;
}

/** Of whom a person was found to be close to somebody, and by what that was judged. */
interface Judged {
  readonly known: Known;
  readonly book: number;
  readonly links: number;
  readonly minute: number;
  readonly upTo: number;
  readonly hidden: Hidden;
}

/** Makes the viewers of one process. */
export function createViewers(store: Pick<Store, "run">): Viewers {
  let known: Known | undefined;
  const judged = new Map<string, Judged>();
  return {
    of: async ({ look }, granted) => {
      const fresh = known !== undefined && Math.abs(look.at - known.readAt) < anewMs;
      known =
        fresh && known !== undefined
          ? known
          : { readAt: look.at, keys: new Set(), list: [], position: 0, entity: 0 };
      const all = known;
      await addTo(all, store);
      const minute = Math.floor(look.at / anewMs);
      const persons = actsFor(granted);
      const viewer = persons.join("\n");
      const last = judged.get(viewer);
      const holds =
        last?.known === all &&
        last.book === look.book.revision &&
        last.links === look.graph.revision &&
        last.minute === minute;
      const before = holds ? last : undefined;
      const found = hiddenAmong(look, persons, all.list.slice(before?.upTo ?? 0));
      const hidden = before === undefined ? found : joined(before.hidden, found);
      judged.delete(viewer);
      judged.set(viewer, {
        known: all,
        book: look.book.revision,
        links: look.graph.revision,
        minute,
        upTo: all.list.length,
        hidden,
      });
      for (const oldest of judged.keys()) if (judged.size > mostViewers) judged.delete(oldest);
      return { granted, hidden };
    },
  };
}

async function addTo(known: Known, store: Pick<Store, "run">): Promise<void> {
  const [row] = await store.run<Added>(added, [known.position, known.entity]);
  if (row === undefined) throw new Error("a select without from gives one row");
  // Built by the statement.
  const persons = JSON.parse(row.persons) as readonly string[];
  const named = JSON.parse(row.named) as readonly Subject[];
  for (const subject of [...persons.map((id) => ({ kind: "person", id }) as const), ...named]) {
    const key = `${subject.kind}\n${subject.id}`;
    if (known.keys.has(key)) continue;
    known.keys.add(key);
    known.list.push(subject);
  }
  known.position = Math.max(known.position, row.position);
  known.entity = Math.max(known.entity, row.entity);
}

const joined = (one: Hidden, other: Hidden): Hidden => ({
  persons: [...new Set([...one.persons, ...other.persons])],
  organisations: [...new Set([...one.organisations, ...other.organisations])],
});
