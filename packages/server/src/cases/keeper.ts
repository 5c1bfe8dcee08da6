import { array, column } from "../log/index.ts";
import type { AlertDraft, LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { actingUnits } from "./acting-units.ts";
import { type FindType, keepAlertSubjects, keepSubjects } from "./subjects.ts";
import { addStep, stepHash } from "./steps.ts";
import type { OpenListener, TrackPlace } from "./hooks.ts";
import type { Track } from "./states.ts";

/** Puts alerts into cases, in the transaction of the scorer. */
export interface CaseKeeper {
  /** `touched`: the alerts that were opened or added to by `events`, which are stored already. */
  keep(
    transaction: Transaction,
    touched: readonly AlertDraft[],
    events: readonly LogEvent[],
    now: Date,
  ): Promise<void>;
}

/** What {@link createCaseKeeper} works with. */
export interface CaseKeeperOptions {
  /** Alerts of this risk level and higher open cases; 0: none does. */
  readonly openLevel: number;
  readonly find: FindType;
  /** Hear of tracks that were opened, in the transaction that opens them. */
  readonly opened: readonly OpenListener[];
}

const inCases: Statement = {
  name: "case-of-alerts",
  text: "select alert, case_id from case_alert where alert = any($1::text[])",
};

const raise: Statement = {
  name: "case-raise",
  text: `update case_file c set level = t.level from (
      select a.case_id, min(d.level)::smallint as level
      from unnest(${array(1, "text")}, ${array(2, "smallint")}) as d(alert, level) join case_alert a on a.alert = d.alert
      group by a.case_id
    ) t where c.id = t.case_id and c.level > t.level`,
};

/** The open cases of these keys, the newest of each first, locked against reviewers who close or merge them meanwhile. */
const openOfKeys: Statement = {
  name: "case-open-of-keys",
  text: `select c.id, c.key_source, c.key_rule, c.key_group from case_file c join case_file r on r.id = c.root
      join unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) as k(source, rule, grp)
        on c.key_source = k.source and c.key_rule = k.rule and c.key_group = k.grp
    where r.open order by c.opened_at desc, c.id desc for update of r`,
};

const openFiles: Statement = {
  name: "case-open-files",
  text: `insert into case_file (id, origin, level, unit, opened_at, key_source, key_rule, key_group, root, steps)
    select t.id, 'alert', t.level, t.unit, $7::timestamptz, t.source, t.rule, t.grp, t.id, 1
    from unnest(${array(1, "text")}, ${array(2, "smallint")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "text")},
      ${array(6, "text")}) as t(id, level, unit, source, rule, grp) on conflict (id) do nothing`,
};

const openTracks: Statement = {
  name: "case-open-tracks",
  text: `insert into case_track (case_id, track, state, version, since, verifiers, content)
    select t.*, 'warned', 1, $3::timestamptz, '[]', '{}' from unnest(${array(1, "text")}, ${array(2, "text")}) as t
    on conflict do nothing returning case_id, track`,
};

const openSteps: Statement = {
  name: "case-open-steps",
  text: `insert into case_step (case_id, n, track, kind, name, to_state, at, details, hash)
    select t.id, 1, t.track, 'opened', 'opened', 'warned', $5::timestamptz, t.details, t.hash
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")})
      as t(id, track, details, hash) on conflict do nothing`,
};

const join: Statement = {
  name: "case-join",
  text: `insert into case_alert (alert, case_id, joined_at) select t.*, $3::timestamptz
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t on conflict do nothing`,
};

const keyOf = ({ source, rule, groupKey }: Pick<AlertDraft, "source" | "rule" | "groupKey">): string =>
  `${source}\n${rule}\n${groupKey}`;

/** Where an alert goes. */
interface Placed {
  readonly alert: AlertDraft;
  readonly caseId: string;
  /** It opens this case. */
  readonly opens: boolean;
}

/**
 * Makes a keeper. Each alert of the risk levels that open cases is in exactly one case when the batch that made it commits,
 * whatever crashes: it joins the open case of its key (source, rule, subject), or opens one, whose id follows from its own.
 * That a case was opened this way follows from the log as the alert does, so it is not logged.
 */
export function createCaseKeeper({ openLevel, find, opened }: CaseKeeperOptions): CaseKeeper {
  return {
    keep: async (transaction, touched, events, now) => {
      if (touched.length === 0) return;
      const rows = await transaction.run<{ alert: string }>(inCases, [touched.map(({ id }) => id)]);
      const kept = new Set(rows.map(({ alert }) => alert));
      const fresh = touched.filter(({ id, level }) => level <= openLevel && !kept.has(id));
      if (fresh.length > 0)
        await tell(opened, transaction, await place(transaction, fresh, events, now), now);
      if (kept.size === 0 && fresh.length === 0) return;
      if (kept.size > 0)
        await transaction.run(raise, [
          column(touched, ({ id }) => id),
          column(touched, ({ level }) => level),
        ]);
      const all = new Set([...kept, ...fresh.map(({ id }) => id)]);
      const positions = new Set(
        touched
          .filter(({ id }) => all.has(id))
          .flatMap(({ findings }) => findings.map(({ position }) => position)),
      );
      await keepSubjects(
        transaction,
        events.filter(({ position }) => positions.has(position)),
        find,
      );
      // Those that were there before, and only now are grave enough.
      const older = fresh.filter(({ firstPosition }) => firstPosition === 0).map(({ id }) => id);
      if (older.length > 0) await keepAlertSubjects(transaction, older, find);
    },
  };
}

async function place(
  transaction: Transaction,
  fresh: readonly AlertDraft[],
  events: readonly LogEvent[],
  now: Date,
): Promise<readonly TrackPlace[]> {
  const open = await transaction.run<{
    id: string;
    key_source: string;
    key_rule: string;
    key_group: string;
  }>(openOfKeys, [
    column(fresh, ({ source }) => source),
    column(fresh, ({ rule }) => rule),
    column(fresh, ({ groupKey }) => groupKey),
  ]);
  const cases = new Map<string, string>();
  for (const row of open) {
    const key = `${row.key_source}\n${row.key_rule}\n${row.key_group}`;
    if (!cases.has(key)) cases.set(key, row.id);
  }
  const placed = fresh.map((alert): Placed => {
    const known = cases.get(keyOf(alert));
    const caseId = known ?? `c-${alert.id}`;
    cases.set(keyOf(alert), caseId);
    return { alert, caseId, opens: known === undefined };
  });
  await openNew(
    transaction,
    placed.filter(({ opens }) => opens),
    events,
    now,
  );
  const tracks = await transaction.run<{ case_id: string; track: Track }>(openTracks, [
    column(placed, ({ caseId }) => caseId),
    column(placed, ({ alert }) => alert.class),
    now.toISOString(),
  ]);
  await transaction.run(join, [
    column(placed, ({ alert }) => alert.id),
    column(placed, ({ caseId }) => caseId),
    now.toISOString(),
  ]);
  await transaction.run(raise, [column(fresh, ({ id }) => id), column(fresh, ({ level }) => level)]);
  for (const { alert, caseId, opens } of placed) if (!opens) await joined(transaction, alert, caseId, now);
  return tracks.map(({ case_id: caseId, track }) => ({ caseId, track }));
}

async function tell(
  listeners: readonly OpenListener[],
  transaction: Transaction,
  tracks: readonly TrackPlace[],
  now: Date,
): Promise<void> {
  if (tracks.length > 0) for (const hear of listeners) await hear(transaction, tracks, now);
}

async function openNew(
  transaction: Transaction,
  opening: readonly Placed[],
  events: readonly LogEvent[],
  now: Date,
): Promise<void> {
  if (opening.length === 0) return;
  const first = new Set(opening.map(({ alert }) => firstOf(alert)));
  const units = await actingUnits(
    transaction,
    events.filter(({ position }) => first.has(position)),
  );
  await transaction.run(openFiles, [
    column(opening, ({ caseId }) => caseId),
    column(opening, ({ alert }) => alert.level),
    column(opening, ({ alert }) => units.get(firstOf(alert)) ?? null),
    column(opening, ({ alert }) => alert.source),
    column(opening, ({ alert }) => alert.rule),
    column(opening, ({ alert }) => alert.groupKey),
    now.toISOString(),
  ]);
  await transaction.run(openSteps, [
    column(opening, ({ caseId }) => caseId),
    column(opening, ({ alert }) => alert.class),
    column(opening, ({ alert }) => JSON.stringify(details(alert))),
    column(opening, ({ alert }) => stepHash(undefined, details(alert))),
    now.toISOString(),
  ]);
}

const firstOf = ({ findings: [first] }: AlertDraft): number => first?.position ?? -1;
const details = (alert: AlertDraft): { readonly alert: string } => ({ alert: alert.id });

async function joined(transaction: Transaction, alert: AlertDraft, caseId: string, now: Date): Promise<void> {
  await addStep(transaction, {
    caseId,
    track: alert.class satisfies Track,
    kind: "alert",
    name: "joined",
    at: now,
    by: null,
    details: { alert: alert.id },
  });
}
