import { ProbityError } from "@probity/contracts";
import { closeAmong, type ConflictLook, type Subject } from "../org/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { alertSubjects } from "./subjects.ts";

/** Throws `PROBITY_E_CASE_CONFLICT` where an alert is about one of these persons, or about somebody close to one (CA-3). */
export async function demandImpartialTo(
  run: Pick<Transaction, "run">,
  look: ConflictLook,
  persons: readonly string[],
  alert: string,
): Promise<void> {
  const subjects = await alertSubjects(run, alert);
  const errors = persons.flatMap((person) =>
    closeAmong(look, person, subjects)
      .slice(0, 1)
      .map(({ reason }) => ({ path: `/${person}`, message: reason })),
  );
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", { errors });
}

/** Of alerts outside cases the persons are only known from the scores of the events. */
const aboutAlerts: Statement = {
  name: "case-about-alerts",
  text: `select f.alert, 'person' as kind, s.key from alert_finding f join hit_subject s on s.position = f.position
      where f.alert = any($1::text[])
    union select f.alert, 'person', e.key from alert_finding f join score_hit h on h.position = f.position
      join score_entity e on e.id = h.entity where f.alert = any($1::text[]) and e.kind = 'person'
    union select a.alert, 'person', s.key from case_alert a join case_file c on c.id = a.case_id
      join case_file m on m.root = c.root join case_alert b on b.case_id = m.id join alert_finding f on f.alert = b.alert
      join hit_subject s on s.position = f.position where a.alert = any($1::text[])
    union select a.alert, s.kind, s.key from case_alert a join case_file c on c.id = a.case_id
      join case_file m on m.root = c.root join case_subject s on s.case_id = m.id where a.alert = any($1::text[])`,
};

/**
 * Which of these alerts are hidden from a person: they are about that person or somebody close, or so is the case that holds
 * them (CA-3).
 */
export async function hiddenAlerts(
  run: Pick<Transaction, "run">,
  look: ConflictLook,
  person: string,
  alerts: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await run.run<{ alert: string; kind: "person" | "organisation"; key: string }>(aboutAlerts, [
    alerts,
  ]);
  const subjects = new Map(
    rows.map(({ kind, key }): [string, Subject] => [`${kind}\n${key}`, { kind, id: key }]),
  );
  const close = new Set(
    closeAmong(look, person, [...subjects.values()]).map(({ subject }) => `${subject.kind}\n${subject.id}`),
  );
  return new Set(rows.filter(({ kind, key }) => close.has(`${kind}\n${key}`)).map(({ alert }) => alert));
}
