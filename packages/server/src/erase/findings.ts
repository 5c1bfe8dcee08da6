import type { Finding } from "@probity/contracts";
import { sql } from "kysely";
import { forgetCaseKey } from "../cases/index.ts";
import type { Transaction } from "../store/index.ts";
import { erasedFinding, erasedMark, erasedText } from "./erased-finding.ts";

/** A stored finding that may tell of an erased payload. */
interface StoredFinding {
  readonly position: number;
  readonly binding: string;
  readonly rule: string;
  readonly version: string;
  readonly body: string;
}

/** What was made of the findings. */
export interface ErasedFindings {
  /** At the event's own position. */
  readonly own: number;
  /** Of later events: of the same process, whose rules saw the erased data in its record, and of windows that counted it. */
  readonly later: number;
  readonly alerts: number;
}

/** What decides which findings are touched. */
export interface FindingScope {
  readonly source: string;
  readonly position: number;
  /** Positions at which deadlines were told of that it began. */
  readonly deadlines: readonly number[];
  /** The process whose record had the payload in it; null when none had. */
  readonly subject: string | null;
  /** Whether a rule, by `id@version`, judges on the event alone. */
  readonly readsEventOnly: (rule: string) => boolean;
}

const columns = [
  "finding.position",
  "finding.binding",
  "finding.rule",
  "finding.version",
  "finding.body",
] as const;

/** Takes the values out of findings and of the messages of their alerts; that there was a finding stays (AL-4). */
export async function eraseFindings(
  transaction: Transaction,
  scope: FindingScope,
  now: Date,
): Promise<ErasedFindings> {
  const { source, position, deadlines, subject, readsEventOnly } = scope;
  const own = await transaction.db
    .selectFrom("finding")
    .select(columns)
    .where("position", "in", [position, ...deadlines])
    .execute();
  const followers =
    subject === null
      ? []
      : await transaction.db
          .selectFrom("event")
          .innerJoin("log", "log.event", "event.key")
          .innerJoin("finding", "finding.position", "log.position")
          .select(columns)
          .where("event.source", "=", source)
          .where("event.subject", "=", subject)
          .where("log.position", ">", position)
          .where("log.position", "not in", [position, ...deadlines])
          .execute();
  const showing = await transaction.db
    .selectFrom("finding_related as link")
    .innerJoin("finding", (join) =>
      join.onRef("finding.position", "=", "link.position").onRef("finding.binding", "=", "link.binding"),
    )
    .select(columns)
    .where("link.related", "=", position)
    .execute();
  const later = uniqueOf([
    ...followers.filter(({ rule, version }) => !readsEventOnly(`${rule}@${version}`)),
    ...showing,
  ]);
  const touched = [...own, ...later].filter(({ body }) => !body.startsWith(erasedMark));
  for (const finding of touched) await eraseFinding(transaction, finding, now);
  await forgetShadows(transaction, position, subject === null ? undefined : { source, subject });
  await forgetLines(transaction, [position, ...deadlines]);
  await forgetFailures(transaction, [position, ...later.map((finding) => finding.position)]);
  return { own: own.length, later: later.length, alerts: await renewMessages(transaction, touched) };
}

const uniqueOf = (findings: readonly StoredFinding[]): readonly StoredFinding[] => [
  ...new Map(findings.map((finding) => [`${finding.position} ${finding.binding}`, finding])).values(),
];

async function eraseFinding(transaction: Transaction, finding: StoredFinding, now: Date): Promise<void> {
  const { position, binding, body } = finding;
  await transaction.db
    .updateTable("finding")
    // Written by the scorer.
    .set({ body: erasedFinding(JSON.parse(body) as Finding, now) })
    .where("position", "=", position)
    .where("binding", "=", binding)
    .execute();
}

/** What versions in shadow found, here and in the process that the payload belonged to; their counts stay. */
async function forgetShadows(
  { db }: Transaction,
  position: number,
  process: { readonly source: string; readonly subject: string } | undefined,
): Promise<void> {
  await db.deleteFrom("shadow_finding").where("position", "=", position).execute();
  if (process === undefined) return;
  await db
    .deleteFrom("shadow_finding")
    .where("position", "in", (eb) =>
      eb
        .selectFrom("event")
        .innerJoin("log", "log.event", "event.key")
        .select("log.position")
        .where("event.source", "=", process.source)
        .where("event.subject", "=", process.subject),
    )
    .execute();
}

/** Whom and what the lines of its alerts name may be of this payload. */
async function forgetLines({ db }: Transaction, positions: readonly number[]): Promise<void> {
  await db
    .updateTable("alert_line")
    .set({ person: null, party: null, amount: null, currency: null, words: sql`lower(alert)` })
    .where("alert", "in", (eb) =>
      eb.selectFrom("alert_finding").select("alert").where("position", "in", positions),
    )
    .execute();
}

/** Why an event could not be judged may quote it. */
async function forgetFailures(transaction: Transaction, positions: readonly number[]): Promise<void> {
  await transaction.db
    .updateTable("event_result")
    .set({ failure: "erased" })
    .where("position", "in", [...new Set(positions)])
    .where("failure", "is not", null)
    .execute();
}

/** An alert says what its newest finding says; when all of them are erased, that they are. */
async function renewMessages(transaction: Transaction, findings: readonly StoredFinding[]): Promise<number> {
  if (findings.length === 0) return 0;
  const links = await transaction.db
    .selectFrom("alert_finding")
    .select("alert")
    .distinct()
    .where("position", "in", [...new Set(findings.map(({ position }) => position))])
    .orderBy("alert")
    .execute();
  for (const { alert } of links) {
    const newest = await transaction.db
      .selectFrom("alert_finding as link")
      .innerJoin("finding", (join) =>
        join.onRef("finding.position", "=", "link.position").onRef("finding.binding", "=", "link.binding"),
      )
      .select("finding.body")
      .where("link.alert", "=", alert)
      .where("finding.body", "not like", `${erasedMark}%`)
      .orderBy("link.position", "desc")
      .orderBy("link.binding", "desc")
      .limit(1)
      .executeTakeFirst();
    // Written by the scorer.
    const message = newest === undefined ? erasedText : (JSON.parse(newest.body) as Finding).message;
    await transaction.db
      .updateTable("alert")
      .set({ message: JSON.stringify(message ?? erasedText) })
      .where("id", "=", alert)
      .execute();
  }
  return links.length;
}

/** Alerts of a subject that nobody else has forget it: they keep their findings and take no more. */
export async function eraseSubject(transaction: Transaction, source: string, subject: string): Promise<void> {
  await sql`update alert set subject = null, group_key = 'erased ' || id
    where source = ${source} and (subject = ${subject} or group_key = ${`subject ${subject}`})`.execute(
    transaction.db,
  );
  await forgetCaseKey(transaction, source, subject);
}
