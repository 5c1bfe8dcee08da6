import type { LocalizedText } from "@probity/contracts";
import {
  type BulkKind,
  type CaseWork,
  lockAlerts,
  moveCase,
  openCase,
  type Track,
} from "../../cases/index.ts";
import type { Granted } from "../../access/index.ts";

/** Alerts that are given to somebody, as the kind of an act. */
export const assignsAlerts = "alert.assign";

/** What a case is called, in characters. */
const titleLength = 200;

/**
 * Gives one alert to a unit and a handler: its case is assigned, or, where it is in none, one is opened for it. A case that is
 * theirs already stays as it is, because of several alerts of one case the first has done it.
 */
export const assignOne: BulkKind = async (work, { id }, input, by) => {
  const [alert] = await lockAlerts(work.transaction, [id]);
  if (alert === undefined) return;
  const { class: track } = alert;
  const place = alert.case_id ?? (await openFor(work, id, alert.level, track, by));
  const line = await work.transaction.db
    .selectFrom("case_file as c")
    .innerJoin("case_track as t", "t.case_id", "c.root")
    .select(["c.root", "t.handler", "t.unit", "t.version"])
    .where("c.id", "=", place)
    .where("t.track", "=", track)
    .executeTakeFirstOrThrow();
  if (line.handler === input["handler"] && line.unit === input["unit"]) return;
  await moveCase(work, { id: line.root, track, version: line.version }, "assign", by, input);
};

async function openFor(
  work: CaseWork,
  alert: string,
  level: number,
  track: Track,
  by: Granted,
): Promise<string> {
  const { name, subject, unit } = await work.transaction.db
    .selectFrom("alert as a")
    .innerJoin("alert_line as l", "l.alert", "a.id")
    .select(["a.name", "a.subject", "l.unit"])
    .where("a.id", "=", alert)
    .executeTakeFirstOrThrow();
  // Written by the scorer.
  const called = (JSON.parse(name) as LocalizedText)["zh-CN"];
  const title = [called, subject]
    .filter((part) => part !== null)
    .join(" ")
    .slice(0, titleLength);
  const given = { origin: "hand", title, level, unit, tracks: [track], alerts: [alert], named: [] } as const;
  const { id } = await openCase(work, by, given);
  return id;
}
