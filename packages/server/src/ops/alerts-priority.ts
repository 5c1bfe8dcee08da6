import { ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { Store } from "../store/index.ts";
import { alertView, type AlertRow } from "./alert-view.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "./page.ts";

/** What is listed. */
interface PriorityFilter extends PageQuery {
  readonly source?: string;
  readonly rule?: string;
  readonly level?: number;
  readonly subject?: string;
  readonly class?: string;
}

interface Row extends AlertRow {
  readonly priority: number;
  readonly group_text: string;
}

/** Whose alerts are summed: those of a subject, or one alone where there is none. */
const groupText = sql`coalesce(a.source || ' ' || a.subject, a.id) collate "C"`;

/**
 * Open alerts in the suggested order (catalogue, section 3): weight 6, 3, 1 for levels 1, 2, 3 times the confidence, summed
 * over the open alerts of a subject, so that what belongs together stands together; a default, not a finding. A track's
 * list counts what is of that track alone. The cursor holds the place in the log at which the first page was made: what
 * opens meanwhile is not counted, so that pages fit together.
 */
export async function listByPriority(store: Store, filters: PriorityFilter): Promise<object> {
  const { source, rule, level, subject, class: track, limit } = filters;
  const after = filters.cursor === undefined ? undefined : placeOf(filters.cursor);
  const until = after?.until ?? (await lastPosition(store));
  const behind =
    after === undefined
      ? sql``
      : sql`and (g.priority, g.group_text) <= (${after.priority}::numeric, ${after.group}::text collate "C")
        and (g.priority < ${after.priority}::numeric or g.group_text < ${after.group}::text collate "C"
          or (a.level, a.id) > (${after.level}::int, ${after.id}::text collate "C"))`;
  const { rows: found } = await sql<Row>`
    with groups as (
      select ${groupText} as group_text,
        round(sum(case a.level when 1 then 6 when 2 then 3 else 1 end * a.confidence::numeric), 2) as priority
      from alert a where a.state = 'open' and a.first_position <= ${until}
        and (${track ?? null}::text is null or a.class = ${track ?? null})
        and (${source ?? null}::text is null or a.source = ${source ?? null})
      group by 1
    )
    select a.*, g.priority::float8 as priority, g.group_text from alert a join groups g on g.group_text = ${groupText}
    where a.state = 'open' and a.first_position <= ${until}
      and (${track ?? null}::text is null or a.class = ${track ?? null})
      and (${source ?? null}::text is null or a.source = ${source ?? null})
      and (${rule ?? null}::text is null or a.rule = ${rule ?? null})
      and (${level ?? null}::int is null or a.level = ${level ?? null})
      and (${subject ?? null}::text is null or a.subject = ${subject ?? null}) ${behind}
    order by g.priority desc, g.group_text desc, a.level, a.id collate "C" limit ${fetchLimit({ limit })}`.execute(
    store.db,
  );
  const { rows, ...next } = page(found, filters, (row) =>
    keyCursor(until, String(row.priority), row.group_text, String(row.level), row.id),
  );
  return { alerts: rows.map((row) => ({ ...alertView(row), priority: row.priority })), ...next };
}

interface Place {
  readonly until: number;
  readonly priority: string;
  readonly group: string;
  readonly level: number;
  readonly id: string;
}

function placeOf(cursor: string): Place {
  const { place: until, key } = readKeyCursor(cursor, 4);
  const [priority = "", group = "", level = "", id = ""] = key;
  if (!/^\d{1,12}(?:\.\d{1,6})?$/.test(priority) || !/^[123]$/.test(level))
    throw new ProbityError("PROBITY_E_REQUEST", "the cursor is not of this list");
  return { until, priority, group, level: Number(level), id };
}

async function lastPosition({ db }: Store): Promise<number> {
  const { position } = await db
    .selectFrom("score_position")
    .select("position")
    .where("name", "=", "score")
    .executeTakeFirstOrThrow();
  return position;
}

/** A track of a matter: its alerts of one class. */
interface Track {
  readonly class: string;
  readonly alerts: readonly { readonly id: string; readonly rule: string; readonly level: number }[];
}

/** Most alerts of a track that are named. */
const mostNamed = 50;

/**
 * The tracks that are open for the subject of an alert (AL-3): rules of both classes may hit it. A business alert names its
 * own track alone: nothing of integrity is shown from there.
 */
export async function tracksOf(
  store: Store,
  alert: Pick<AlertRow, "id" | "source" | "subject" | "class" | "rule" | "level">,
): Promise<readonly Track[]> {
  if (alert.subject === null)
    return [{ class: alert.class, alerts: [{ id: alert.id, rule: alert.rule, level: alert.level }] }];
  const shown = alert.class === "integrity" ? ["business", "integrity"] : ["business"];
  const rows = await store.db
    .selectFrom("alert")
    .select(["id", "rule", "level", "class"])
    .where("source", "=", alert.source)
    .where("subject", "=", alert.subject)
    .where("class", "in", shown)
    .where((eb) => eb.or([eb("state", "=", "open"), eb("id", "=", alert.id)]))
    .orderBy("level")
    .orderBy("id")
    .limit(mostNamed * 2)
    .execute();
  const byClass = Map.groupBy(rows, (row) => row.class);
  return [...byClass]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([track, alerts]) => ({
      class: track,
      alerts: alerts.slice(0, mostNamed).map(({ id, rule, level }) => ({ id, rule, level })),
    }));
}
