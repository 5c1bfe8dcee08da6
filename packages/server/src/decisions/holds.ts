import { ProbityError } from "@probity/contracts";
import type { LogEvent } from "../score/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { stages, textIn } from "./decision.ts";
import { dataOf, objectIn } from "./read-events.ts";
import { notedOf } from "./store-decisions.ts";

/** Which holds to count. */
export interface HoldFilter {
  readonly source: string;
  /** Decision point, an event type. Default: all. */
  readonly type?: string | undefined;
  /** The process. Default: all. */
  readonly subject?: string | undefined;
  /** A hold counts until it expires, also while its expiry is not logged yet. */
  readonly at: Date;
}

/** A pre-check that may still become an act. */
export interface OpenHold {
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly draftHash: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  /** Place in the log of its answer. */
  readonly position: number;
}

const open: Statement = {
  name: "holds-open",
  text: `select id, point as type, subject, outcome, draft_hash as "draftHash", opened_at as "openedAt",
      expires_at as "expiresAt", opened_position as position
    from precheck where source = $1 and stage in ('opened', 'overridden') and expires_at > $2::timestamptz
      and ($3::text is null or point = $3) and ($4::text is null or subject = $4) and opened_position is not null
    order by opened_position`,
};

/** The holds that are open at a moment, as far as the log is scored, the oldest first (PC-4). */
export async function openHolds(
  transaction: Pick<Transaction, "run">,
  { source, type, subject, at }: HoldFilter,
): Promise<readonly OpenHold[]> {
  return await transaction.run<OpenHold>(open, [source, at.toISOString(), type ?? null, subject ?? null]);
}

/** States of a pre-check as people ask for them. */
export const precheckStates = ["open", "committed", "aborted", "expired", "acted", "any"] as const;

/** Which pre-checks to list. */
export interface PrecheckFilter extends PageQuery {
  readonly state: (typeof precheckStates)[number];
  readonly source?: string | undefined;
  readonly point?: string | undefined;
  readonly subject?: string | undefined;
  readonly outcome?: string | undefined;
}

/** A pre-check as a person sees it. */
export interface PrecheckView {
  readonly source: string;
  readonly id: string;
  /** Open ones are `opened` or `overridden`. */
  readonly stage: string;
  readonly decisionPoint: string | null;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly mode: string | null;
  /** Who asked, as its event says: a pseudonym. Null when it says nothing or was erased. */
  readonly person: string | null;
  readonly unit: string | null;
  readonly openedAt: string | null;
  readonly expiresAt: string | null;
  readonly closedAt: string | null;
  /** Whole seconds since it was opened. */
  readonly ageSeconds: number | null;
  readonly justified: boolean;
  readonly breakGlass: boolean;
  readonly actEventId: string | null;
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is the query
const select = ({ db }: Pick<Store, "db">) =>
  db
    .selectFrom("precheck")
    .leftJoin("log", "log.position", "precheck.opened_position")
    .leftJoin("event", "event.key", "log.event")
    .selectAll("precheck")
    .select("event.body");

type Row = Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number];

/** Whatever is known of a pre-check neither by its answer nor by its act has one place: at the end. */
const cursorOf = (row: Row): string =>
  keyCursor(row.opened_position ?? row.act_position ?? 0, row.source, row.id);

/** A page of pre-checks, the newest in the log first. */
export async function listPrechecks(
  store: Pick<Store, "db">,
  filter: PrecheckFilter,
  now: Date,
): Promise<{ readonly prechecks: readonly PrecheckView[]; readonly next?: string }> {
  const { state, source, point, subject, outcome, cursor } = filter;
  let query = select(store);
  if (state !== "any") query = query.where("precheck.stage", "in", stagesOf(state));
  if (source !== undefined) query = query.where("precheck.source", "=", source);
  if (point !== undefined) query = query.where("precheck.point", "=", point);
  if (subject !== undefined) query = query.where("precheck.subject", "=", subject);
  if (outcome !== undefined) query = query.where("precheck.outcome", "=", outcome);
  if (cursor !== undefined) {
    const { place, key } = readKeyCursor(cursor, 2);
    const [afterSource = "", afterId = ""] = key;
    query = query.where((eb) => {
      const at = eb.fn.coalesce("precheck.opened_position", "precheck.act_position", eb.lit(0));
      const isLater = eb.or([
        eb("precheck.source", ">", afterSource),
        eb.and([eb("precheck.source", "=", afterSource), eb("precheck.id", ">", afterId)]),
      ]);
      return eb.or([eb(at, "<", place), eb.and([eb(at, "=", place), isLater])]);
    });
  }
  const found = await query
    .orderBy((eb) => eb.fn.coalesce("precheck.opened_position", "precheck.act_position", eb.lit(0)), "desc")
    .orderBy("precheck.source")
    .orderBy("precheck.id")
    .limit(fetchLimit(filter))
    .execute();
  const { rows, ...next } = page(found, filter, cursorOf);
  return { prechecks: rows.map((row) => viewOf(row, now)), ...next };
}

const stagesOf = (state: Exclude<PrecheckFilter["state"], "any">): readonly string[] =>
  state === "open" ? ["opened", "overridden"] : stages.filter((stage) => stage === state);

/** One pre-check with what its rules said. Throws `PROBITY_E_NOT_FOUND`. */
export async function showPrecheck(
  store: Pick<Store, "db">,
  source: string,
  id: string,
  now: Date,
): Promise<Whole> {
  const row = await select(store)
    .where("precheck.source", "=", source)
    .where("precheck.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no pre-check ${id} of ${source}`);
  return wholeView(row, now);
}

/** The pre-check that an act followed, as {@link showPrecheck} shows it; undefined where none is known. */
export async function showPrecheckOf(
  store: Pick<Store, "db">,
  { source, act }: { readonly source: string; readonly act: string },
  now: Date,
): Promise<Whole | undefined> {
  const row = await select(store)
    .where("precheck.source", "=", source)
    .where("precheck.act_event", "=", act)
    .orderBy("precheck.id")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : wholeView(row, now);
}

/** A pre-check with what its rules said. */
type Whole = PrecheckView & { readonly findings: readonly object[] } & Record<string, unknown>;

function wholeView(row: Row, now: Date): Whole {
  return {
    ...viewOf(row, now),
    answeredBy: row.answered_by,
    degraded: row.degraded,
    bundleVersion: row.bundle_version,
    bundleHash: row.bundle_hash,
    draftHash: row.draft_hash,
    position: row.opened_position,
    actPosition: row.act_position,
    parity: row.parity,
    findings: notedOf(row.findings),
  };
}

function viewOf(row: Row, now: Date): PrecheckView {
  const actor = objectIn(dataOf({ body: row.body ?? "" } satisfies Pick<LogEvent, "body">), "actor");
  const opened = row.opened_at;
  return {
    source: row.source,
    id: row.id,
    stage: row.stage,
    decisionPoint: row.point,
    subject: row.subject,
    outcome: row.outcome,
    mode: row.mode,
    person: (actor && textIn(actor, "personId")) ?? null,
    unit: row.unit ?? (actor && textIn(actor, "unitId")) ?? null,
    openedAt: opened?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    ageSeconds: opened === null ? null : Math.floor((now.getTime() - opened.getTime()) / 1_000),
    justified: row.justified,
    breakGlass: row.break_glass,
    actEventId: row.act_event,
  };
}
