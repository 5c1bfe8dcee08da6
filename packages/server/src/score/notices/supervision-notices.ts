import type { BuiltinEvents, JsonObject } from "@probity/contracts";
import type { Statement, Transaction } from "../../store/index.ts";
import type { LogEvent } from "../score-event.ts";
import { evidenceOf, type Notice } from "./notice.ts";
import { noticeRules } from "./rules.ts";

/** Within an hour: one more is too many; and what is no time to work at all. */
export interface SupervisionLimits {
  readonly isOffHours: (transaction: Transaction, at: Date) => Promise<boolean>;
  readonly reads: number;
  readonly failures: number;
  readonly endings: number;
}

interface Act {
  readonly kind: "read" | "failure" | "ending";
  readonly person: string;
  readonly object: string;
}

/** What of the hour before is known; the act itself is not among it. */
const keep: Statement = {
  name: "score-supervised-act",
  text: `with added as (
      insert into supervised_act (position, kind, person, object, at) values ($1, $2, $3, $4, $5::timestamptz)
      on conflict do nothing
    ), forgotten as (
      delete from supervised_act where kind = $2 and person = $3 and at < $5::timestamptz - interval '1 day'
    )
    select count(distinct object)::int as before, coalesce(bool_or(object = $4), false) as known
    from supervised_act where kind = $2 and person = $3 and position < $1
      and at > $5::timestamptz - interval '1 hour' and at <= $5::timestamptz`,
};

/** Whether this act is the first one past the limit of an hour. */
async function passes(
  transaction: Transaction,
  event: LogEvent,
  { kind, person, object }: Act,
  limit: number,
): Promise<boolean> {
  const values = [event.position, kind, person, object, event.time.toISOString()];
  const [row] = await transaction.run<{ before: number; known: boolean }>(keep, values);
  return row?.before === limit && !row.known;
}

/** SUP-OFF-001: a person, no program, who signs in or reads outside working hours. */
async function offHoursNotices(
  transaction: Transaction,
  event: LogEvent,
  person: string,
  { isOffHours }: SupervisionLimits,
): Promise<readonly Notice[]> {
  // Programs have a colon in their ids, persons never.
  if (person.includes(":") || !(await isOffHours(transaction, event.time))) return [];
  return [
    {
      rule: "SUP-OFF-001",
      level: noticeRules["SUP-OFF-001"].level,
      message: {
        "zh-CN": `${person} 在非工作时间登录或查看敏感信息。`,
        en: `${person} signed in or read something sensitive outside working hours.`,
      },
      evidence: evidenceOf({ by: person, at: event.time.toISOString() }),
    },
  ];
}

/** SUP-RDS-001: more objects read within an hour than the limit. SUP-OWN-001: something about somebody close. */
async function readNotices(
  transaction: Transaction,
  event: LogEvent,
  { read: { by, kind, object, purpose, close } }: BuiltinEvents["account.read.recorded"],
  limits: SupervisionLimits,
): Promise<readonly Notice[]> {
  const { reads } = limits;
  const act = { kind: "read", person: by, object: `${kind} ${object}` } as const;
  const many = await passes(transaction, event, act, reads);
  const own: Notice = {
    rule: "SUP-OWN-001",
    level: noticeRules["SUP-OWN-001"].level,
    message: {
      "zh-CN": `${by} 查看了与本人有关联（${close ?? "-"}）的信息：${kind}。`,
      en: `${by} read about somebody close (${close ?? "-"}): ${kind}.`,
    },
    evidence: evidenceOf({ by, kind, object, purpose, close }),
  };
  const bulk: Notice = {
    rule: "SUP-RDS-001",
    level: noticeRules["SUP-RDS-001"].level,
    message: {
      "zh-CN": `${by} 在一小时内查看的敏感对象超过 ${reads} 个。`,
      en: `${by} read more than ${reads} sensitive objects within an hour.`,
    },
    evidence: evidenceOf({ by, limit: reads, kind, object, purpose }),
  };
  const off = await offHoursNotices(transaction, event, by, limits);
  return [...(close === undefined ? [] : [own]), ...(many ? [bulk] : []), ...off];
}

/** SUP-LGN-001: signing in to one account failed more often within an hour than the limit. */
async function loginNotices(
  transaction: Transaction,
  event: LogEvent,
  { login: { person, outcome, means, from } }: BuiltinEvents["account.login.recorded"],
  limits: SupervisionLimits,
): Promise<readonly Notice[]> {
  if (outcome === "signed_in") return await offHoursNotices(transaction, event, person, limits);
  const { failures } = limits;
  const act = { kind: "failure", person, object: event.id } as const;
  if (!(await passes(transaction, event, act, failures))) return [];
  return [
    {
      rule: "SUP-LGN-001",
      level: noticeRules["SUP-LGN-001"].level,
      message: {
        "zh-CN": `账号 ${person} 一小时内登录失败超过 ${failures} 次。`,
        en: `Signing in as ${person} failed more than ${failures} times within an hour.`,
      },
      evidence: evidenceOf({ by: person, limit: failures, means, from }),
    },
  ];
}

/** By which a person ends a track. */
const ends: ReadonlySet<string> = new Set(["closed", "not_a_problem"]);

/** SUP-CLS-001: one person ended more cases within an hour than the limit. */
async function endingNotices(
  transaction: Transaction,
  event: LogEvent,
  { case: { id, by, to } }: BuiltinEvents["case.state.changed"],
  { endings }: SupervisionLimits,
): Promise<readonly Notice[]> {
  if (!ends.has(to) || by === "system") return [];
  const act = { kind: "ending", person: by, object: id } as const;
  if (!(await passes(transaction, event, act, endings))) return [];
  return [
    {
      rule: "SUP-CLS-001",
      level: noticeRules["SUP-CLS-001"].level,
      message: {
        "zh-CN": `${by} 在一小时内办结的件数超过 ${endings}。`,
        en: `${by} ended more than ${endings} cases within an hour.`,
      },
      evidence: evidenceOf({ by, limit: endings }),
    },
  ];
}

/** What the rules about those who supervise say of one event. */
export async function supervisionNotices(
  transaction: Transaction,
  event: LogEvent,
  data: JsonObject,
  limits: SupervisionLimits,
): Promise<readonly Notice[]> {
  // Each was validated by the schema of its type before it was accepted.
  switch (event.type) {
    case "account.read.recorded":
      return await readNotices(
        transaction,
        event,
        data as unknown as BuiltinEvents["account.read.recorded"],
        limits,
      );
    case "account.login.recorded":
      return await loginNotices(
        transaction,
        event,
        data as unknown as BuiltinEvents["account.login.recorded"],
        limits,
      );
    default:
      return await endingNotices(
        transaction,
        event,
        data as unknown as BuiltinEvents["case.state.changed"],
        limits,
      );
  }
}
