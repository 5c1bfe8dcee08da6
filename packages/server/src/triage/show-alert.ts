import type { JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import { actsFor, holds } from "../access/index.ts";
import { alertSubjects } from "../cases/index.ts";
import { showPrecheckOf } from "../decisions/index.ts";
import { labelsOf } from "../evaluate/index.ts";
import { aboutOf, type AlertFinding, findingsOf } from "../ops/alert-findings.ts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Store } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { type EventFields, fieldsOf } from "./event-fields.ts";
import { alertLines, type ListParts } from "./list-alerts.ts";
import type { LineView } from "./line-view.ts";
import { type LineViewer, seesLineSql } from "./viewer.ts";

/** What showing an alert needs. */
export interface ShowParts extends ListParts {
  readonly store: Store;
  readonly types: Pick<TypeRegistry, "find" | "prepare">;
  readonly look: ConflictLook;
}

/** Other alerts that belong to it. */
const mostRelated = 20;

/** The line of an alert, for whoever may see it; closeness to whom it is about is judged anew (CA-3). Throws `PROBITY_E_NOT_FOUND`. */
export async function seeLine(
  parts: Pick<ShowParts, "store" | "book" | "now" | "look">,
  id: string,
  viewer: LineViewer,
): Promise<LineView> {
  const [line] = await alertLines(parts, sql`l.alert = ${id} and ${seesLineSql(viewer)}`, 1);
  const about = await alertSubjects(parts.store, id);
  const close = actsFor(viewer.granted).flatMap((person) => closeAmong(parts.look, person, about));
  if (line === undefined || close.length > 0) throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${id}`);
  return line;
}

/**
 * An alert with what a reviewer decides by: why (each finding with the values compared, the thresholds and its share of the score),
 * what else was found in its events, the event by fields, what the approver was told and answered, what people said of it,
 * and alerts like it. Throws `PROBITY_E_NOT_FOUND`.
 */
export async function showAlert(parts: ShowParts, id: string, viewer: LineViewer): Promise<object> {
  const { store } = parts;
  const line = await seeLine(parts, id, viewer);
  const alert = await store.db
    .selectFrom("alert")
    .select(["rule", "rule_version", "first_position", "last_position"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const findings = await findingsOf(store, id);
  const newest = findings.at(-1);
  return {
    ...line,
    ruleVersion: alert.rule_version,
    about: await aboutOf(store, alert),
    findings: findings.map(({ event: _event, ...finding }) => finding),
    others: newest === undefined ? [] : await othersAt(store, id, newest.position, line.track),
    event: newest === undefined ? null : await eventOf(parts, newest),
    precheck: newest === undefined ? null : await precheckOf(parts, newest, viewer),
    labels: await labelsOf(store, id),
    repeated: await repeatedOf(parts, line, viewer),
    similar: await similarOf(parts, line, viewer),
    // Their receipts are under /proof.
    proof: { first: alert.first_position, last: alert.last_position },
  };
}

/** What other rules found in the same event: hits, and what could not be judged. What is of integrity stays on its side. */
async function othersAt(
  { db }: Store,
  alert: string,
  position: number,
  track: LineView["track"],
): Promise<readonly object[]> {
  const shown = track === "integrity" ? ["business", "integrity"] : ["business"];
  const rows = await db
    .selectFrom("finding")
    .select(["body", "share"])
    .where("position", "=", position)
    .where("class", "in", shown)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("alert_finding as f")
            .select("f.alert")
            .where("f.alert", "=", alert)
            .whereRef("f.position", "=", "finding.position")
            .whereRef("f.binding", "=", "finding.binding"),
        ),
      ),
    )
    .orderBy("share", (order) => order.desc().nullsLast())
    .orderBy("binding")
    .limit(100)
    .execute();
  return rows.map(({ body, share }) => ({
    // Written by the scorer.
    finding: JSON.parse(body) as JsonObject,
    share: share === null ? null : share / 10,
  }));
}

async function eventOf({ types }: ShowParts, newest: AlertFinding): Promise<EventFields> {
  await types.prepare(newest.source, [newest.type]);
  return fieldsOf(types.find(newest.source, newest.type)?.definition, newest);
}

/** What the approver was told before the act, and answered; for whoever reads pre-checks. */
async function precheckOf(
  { store, now }: ShowParts,
  { source, eventId }: AlertFinding,
  { granted }: LineViewer,
): Promise<object | null> {
  if (!holds(granted, "precheck.read")) return null;
  return (await showPrecheckOf(store, { source, act: eventId }, now)) ?? null;
}

/** The same rule again: in the same process, by the same official, or towards the same counterparty. */
async function repeatedOf(
  parts: ListParts,
  { id, rule, official, counterparty, source, subject }: LineView,
  viewer: LineViewer,
): Promise<readonly LineView[]> {
  const same = sql`l.rule = ${rule} and l.alert <> ${id} and (l.person = ${official?.id ?? null} or l.party = ${counterparty?.id ?? null}
    or l.alert in (
      select a.id from alert a where a.source = ${source} and a.subject = ${subject} and a.state = 'open'))`;
  return await alertLines(parts, sql`${same} and ${seesLineSql(viewer)}`, mostRelated);
}

/** Other rules about the same official or counterparty. */
async function similarOf(
  parts: ListParts,
  { rule, official, counterparty }: LineView,
  viewer: LineViewer,
): Promise<readonly LineView[]> {
  const same = sql`l.rule <> ${rule} and (l.person = ${official?.id ?? null} or l.party = ${counterparty?.id ?? null})`;
  return await alertLines(parts, sql`${same} and ${seesLineSql(viewer)}`, mostRelated);
}
