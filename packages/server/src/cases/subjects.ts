import type { JsonObject } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import { readEvent } from "../features/index.ts";
import { array, column } from "../log/index.ts";
import { isPlain } from "../plain-text.ts";
import type { Subject } from "../org/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { KnownType } from "../types/index.ts";

/** More persons than these name no parties to a matter; a register, perhaps. */
const maxPersons = 500;
const maxDepth = 40;
const maxKey = 2000;

interface Node {
  readonly [keyword: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nobody in particular. */
const nobody = "system";

/** Person keys are compared without the white space around them, as links compare them. */
export const personKey = (text: string): string => text.trim();

/**
 * The persons that an event names: the values of every field that its schema, or what all events have in common, marks as
 * a person key (`x-identifier: "person"`): who acted, for whom, who approved, who is named (CA-3).
 */
export function personsOf(type: KnownType | undefined, data: JsonObject): readonly string[] {
  const found = new Set<string>();
  for (const schema of [commonData, type?.definition.schema])
    if (isNode(schema)) collect(schema, data, found, 0);
  found.delete("");
  found.delete(nobody);
  return [...found].slice(0, maxPersons);
}

function collect(schema: Node, value: unknown, found: Set<string>, depth: number): void {
  if (depth > maxDepth || value === undefined || value === null) return;
  if (schema["x-identifier"] === "person") return addAll(value, found);
  const { properties, items, additionalProperties } = schema;
  if (isNode(properties) && isNode(value)) {
    for (const [name, inner] of Object.entries(properties))
      if (isNode(inner) && Object.hasOwn(value, name)) collect(inner, value[name], found, depth + 1);
  }
  if (isNode(items) && Array.isArray(value)) for (const item of value) collect(items, item, found, depth + 1);
  if (isNode(additionalProperties) && isNode(value)) {
    for (const [name, inner] of Object.entries(value))
      if (!isNode(properties) || !Object.hasOwn(properties, name))
        collect(additionalProperties, inner, found, depth + 1);
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = schema[keyword];
    if (Array.isArray(list))
      for (const inner of list) if (isNode(inner)) collect(inner, value, found, depth + 1);
  }
}

function addAll(value: unknown, found: Set<string>): void {
  for (const one of Array.isArray(value) ? value : [value])
    if (typeof one === "string" && one.length <= maxKey && isPlain(one)) found.add(personKey(one));
}

const save: Statement = {
  name: "case-save-subjects",
  text: `insert into hit_subject (position, key) select * from unnest(${array(1, "bigint")}, ${array(2, "text")})
    on conflict do nothing`,
};

/** What finds the type of an event. */
export type FindType = (source: string, type: string) => KnownType | undefined;

/** Keeps who is named in events that rules hit. */
export async function keepSubjects(
  transaction: Pick<Transaction, "run">,
  events: readonly LogEvent[],
  find: FindType,
): Promise<void> {
  const rows = events.flatMap((event) => {
    const read = readEvent(event);
    if (read === undefined) return [];
    return personsOf(find(event.source, event.type), read.data).map((key) => ({
      position: event.position,
      key,
    }));
  });
  if (rows.length === 0) return;
  await transaction.run(save, [column(rows, ({ position }) => position), column(rows, ({ key }) => key)]);
}

/** Hits whose persons were not kept, because they are from before there were cases. */
const unread: Statement = {
  name: "case-unread-events",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body
    from (select distinct position from alert_finding where alert = any($1::text[]) order by position limit 10000) f
    join log l on l.position = f.position join event e on e.key = l.event
    where not exists (select 1 from hit_subject s where s.position = f.position)`,
};

/** Keeps who is named in the events of alerts that a person puts into a case. */
export async function keepAlertSubjects(
  transaction: Pick<Transaction, "run">,
  alerts: readonly string[],
  find: FindType,
): Promise<void> {
  await keepSubjects(transaction, await transaction.run<LogEvent>(unread, [alerts]), find);
}

const forget: Statement = {
  name: "case-forget-subjects",
  text: "delete from hit_subject where position = any($1::bigint[])",
};

/** Forgets who was named in events whose payload is erased (SE-3). */
export async function forgetSubjects(
  transaction: Pick<Transaction, "run">,
  positions: readonly number[],
): Promise<void> {
  await transaction.run(forget, [positions]);
}

const forgetKeys: Statement = {
  name: "case-forget-key",
  text: `update case_file set key_group = 'erased ' || id where key_source = $1 and key_group = $2`,
};

/** Forgets a process by which alerts joined cases: nothing joins them any more by it (SE-3). */
export async function forgetCaseKey(
  transaction: Pick<Transaction, "run">,
  source: string,
  subject: string,
): Promise<void> {
  await transaction.run(forgetKeys, [source, `subject ${subject}`]);
}

/** Of alerts outside cases the persons are only known from the scores of the events. */
const ofAlert: Statement = {
  name: "case-alert-subjects",
  text: `select s.key from alert_finding f join hit_subject s on s.position = f.position where f.alert = $1
    union select e.key from alert_finding f join score_hit h on h.position = f.position join score_entity e on e.id = h.entity
    where f.alert = $1 and e.kind = 'person'`,
};

/** Everybody whom the events of an alert name. */
export async function alertSubjects(
  run: Pick<Transaction, "run">,
  alert: string,
): Promise<readonly Subject[]> {
  const rows = await run.run<{ key: string }>(ofAlert, [alert]);
  return rows.map(({ key }) => ({ kind: "person", id: key }));
}

const ofCase: Statement = {
  name: "case-subjects",
  text: `select 'person' as kind, s.key from case_file c
      join case_alert a on a.case_id = c.id join alert_finding f on f.alert = a.alert
      join hit_subject s on s.position = f.position
    where c.root = $1
    union select s.kind, s.key from case_file c join case_subject s on s.case_id = c.id
    where c.root = $1`,
};

/**
 * Everybody and every organisation that is party to a case: named in the events of its alerts, by people, or by a clue; of
 * merged cases as well.
 */
export async function subjectsOfCase(
  run: Pick<Transaction, "run">,
  root: string,
): Promise<readonly Subject[]> {
  const rows = await run.run<{ kind: "person" | "organisation"; key: string }>(ofCase, [root]);
  return rows.map(({ kind, key }) => ({ kind, id: key }));
}
