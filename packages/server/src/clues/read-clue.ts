import { type JsonObject, ProbityError } from "@probity/contracts";
import { actsFor, type Granted, inScope, type Permission, reaches, scopeOf } from "../access/index.ts";
import type { Hidden } from "../cases/index.ts";
import { closeAmong, type ConflictLook, type Subject } from "../org/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import { sql, type SqlBool } from "kysely";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { machineInForce } from "./stages.ts";

/** A clue as it is stored. */
export interface ClueRow {
  readonly id: string;
  readonly source_kind: string;
  readonly source_ref: string | null;
  readonly topic: string | null;
  readonly text: string;
  readonly unit: string | null;
  readonly received_at: Date;
  readonly reply_due_at: Date | null;
  readonly protected: boolean;
  readonly machine: number;
  readonly stage: string;
  readonly version: number;
  readonly registered_at: Date;
  readonly registered_by: string;
  readonly ended_at: Date | null;
  readonly case_id: string | null;
}

/** What decides whether somebody may see a clue. */
export interface ClueViewer {
  readonly granted: Granted;
  readonly look: ConflictLook;
  readonly hidden: Hidden;
}

const find: Statement = { name: "clue-find", text: "select * from clue where id = $1" };
const lock: Statement = { name: "clue-lock", text: "select * from clue where id = $1 for update" };

/**
 * A clue for somebody who has a permission for its unit and is not close to anybody whom it names. Throws
 * `PROBITY_E_NOT_FOUND` for everybody else (CA-3).
 */
export async function seeClue(
  run: Pick<Transaction, "run" | "db">,
  viewer: Omit<ClueViewer, "hidden">,
  id: string,
  look: ClueLook,
): Promise<ClueRow> {
  const row = await findSeen(run, viewer, id, look);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no clue ${id}`);
  return row;
}

/** By which permission, and whether it is locked. */
interface ClueLook {
  readonly permission: Permission;
  readonly locked?: boolean;
}

/** The same; undefined for everybody else. */
export async function findSeen(
  run: Pick<Transaction, "run" | "db">,
  { granted, look }: Omit<ClueViewer, "hidden">,
  id: string,
  { permission, locked = false }: ClueLook,
): Promise<ClueRow | undefined> {
  const [row] = await run.run<ClueRow>(locked ? lock : find, [id]);
  const seen =
    row !== undefined &&
    (await reaches(run.db, scopeOf(granted, permission), row.unit)) &&
    (await seesClue(run, { granted, look }, id));
  return seen ? row : undefined;
}

/** The newest clues with all of these words, in lower case, in number, number at the source or topic, of those that somebody may see. */
export async function findClues(
  run: Pick<Transaction, "run" | "db">,
  viewer: Omit<ClueViewer, "hidden">,
  words: readonly string[],
  limit: number,
): Promise<readonly { readonly id: string; readonly topic: string | null; readonly ref: string | null }[]> {
  let select = run.db
    .selectFrom("clue as c")
    .select(["id", "topic", "source_ref as ref"])
    .where(inScope(scopeOf(viewer.granted, "clue.read"), "c.unit"));
  for (const word of words)
    select = select.where(
      sql<SqlBool>`strpos(lower(concat_ws(' ', c.id, c.source_ref, c.topic)), ${word}) > 0`,
    );
  const rows = await select.orderBy("received_at", "desc").orderBy("id", "desc").limit(limit).execute();
  const seen: (typeof rows)[number][] = [];
  for (const row of rows)
    // oxlint-disable-next-line no-await-in-loop -- few
    if (await seesClue(run, viewer, row.id)) seen.push(row);
  return seen;
}

/** Whether nobody to whom somebody is close is named by a clue. */
async function seesClue(
  { db }: Pick<Transaction, "db">,
  { granted, look }: Omit<ClueViewer, "hidden">,
  id: string,
): Promise<boolean> {
  const named = await db.selectFrom("clue_subject").select(["kind", "key"]).where("clue", "=", id).execute();
  return actsFor(granted).every((person) => closeAmong(look, person, named.map(subjectOf)).length === 0);
}

const subjectOf = ({ kind, key }: { kind: "person" | "organisation"; key: string }): Subject => ({
  kind,
  id: key,
});

/** Everybody and everything that any clue names. */
export async function subjectsOfClues({ db }: Pick<Store, "db">): Promise<readonly Subject[]> {
  const rows = await db.selectFrom("clue_subject").select(["kind", "key"]).distinct().execute();
  return rows.map(subjectOf);
}

/** By which clues are looked for. */
export interface ClueFilter extends PageQuery {
  readonly stage?: string | undefined;
  readonly source?: string | undefined;
  readonly subject?: string | undefined;
  /** Ended ones as well. */
  readonly all?: boolean | undefined;
}

/** A page of clues, the newest first, without those that name somebody to whom the viewer is close. */
export async function listClues(
  { db }: Pick<Store, "db">,
  filter: ClueFilter,
  { granted, hidden }: ClueViewer,
): Promise<{ readonly clues: readonly JsonObject[]; readonly next?: string }> {
  const { stage, source, subject, all, cursor } = filter;
  let query = db
    .selectFrom("clue as c")
    .selectAll("c")
    .where(inScope(scopeOf(granted, "clue.read"), "c.unit"))
    .where("c.id", "not in", (eb) =>
      eb
        .selectFrom("clue_subject")
        .select("clue")
        .where((its) =>
          its.or([
            its.and([its("kind", "=", "person"), its("key", "in", [...hidden.persons])]),
            its.and([its("kind", "=", "organisation"), its("key", "in", ["", ...hidden.organisations])]),
          ]),
        ),
    );
  if (all !== true) query = query.where("c.ended_at", "is", null);
  if (stage !== undefined) query = query.where("c.stage", "=", stage);
  if (source !== undefined) query = query.where("c.source_kind", "=", source);
  if (subject !== undefined)
    query = query.where("c.id", "in", (eb) =>
      eb.selectFrom("clue_subject").select("clue").where("key", "=", subject),
    );
  if (cursor !== undefined) {
    const { place, key } = readKeyCursor(cursor, 1);
    const [before, [id = ""]] = [new Date(place), key];
    query = query.where((eb) =>
      eb.or([
        eb("c.received_at", "<", before),
        eb.and([eb("c.received_at", "=", before), eb("c.id", "<", id)]),
      ]),
    );
  }
  const found = await query
    .orderBy("c.received_at", "desc")
    .orderBy("c.id", "desc")
    .limit(fetchLimit(filter))
    .execute();
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.received_at.getTime(), row.id));
  return { clues: rows.map(clueView), ...next };
}

const clueView = (row: ClueRow): JsonObject => ({
  id: row.id,
  source: row.source_kind,
  sourceRef: row.source_ref,
  topic: row.topic,
  unit: row.unit,
  stage: row.stage,
  version: row.version,
  receivedAt: row.received_at.toISOString(),
  replyDueAt: row.reply_due_at?.toISOString() ?? null,
  protectedReporter: row.protected,
  registeredBy: row.registered_by,
  endedAt: row.ended_at?.toISOString() ?? null,
  caseId: row.case_id,
});

/** One clue with its text, whom it names, its history, what may be the same, and the stages that come next. Never its reporter. */
export async function showClue(
  store: Pick<Store, "run" | "db">,
  viewer: ClueViewer,
  id: string,
): Promise<JsonObject> {
  const row = await seeClue(store, viewer, id, { permission: "clue.read" });
  const { db } = store;
  const subjects = await db
    .selectFrom("clue_subject")
    .selectAll()
    .where("clue", "=", id)
    .orderBy("key")
    .execute();
  const steps = await db
    .selectFrom("clue_step")
    .selectAll()
    .where("clue", "=", id)
    .orderBy("n")
    .limit(500)
    .execute();
  const similar = await db
    .selectFrom("clue_duplicate")
    .selectAll()
    .where((eb) => eb.or([eb("clue", "=", id), eb("other", "=", id)]))
    .orderBy("clue")
    .orderBy("other")
    .limit(100)
    .execute();
  const { machine } = await machineInForce(store, row.machine);
  const known: JsonObject[] = [];
  for (const { clue, other, reason, similarity, state } of similar) {
    const twin = clue === id ? other : clue;
    if ((await findSeen(store, viewer, twin, { permission: "clue.read" })) !== undefined)
      known.push({ clue: twin, reason, similarity, state });
  }
  return {
    ...clueView(row),
    text: row.text,
    subjects: subjects.map(({ kind, key, name }) => ({ kind, key, name })),
    next: machine.moves
      .filter(({ from }) => from === row.stage)
      .map(({ to, roles }) => ({ to, roles: [...roles] })),
    similar: known,
    steps: steps.map((step) => ({
      n: step.n,
      name: step.name,
      from: step.from_stage,
      to: step.to_stage,
      at: step.at.toISOString(),
      by: step.by_person,
      text: step.text,
      hash: step.hash,
    })),
  };
}
