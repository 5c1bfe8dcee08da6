import type { BuiltinEvents } from "@probity/contracts";
import { array, column } from "../../log/index.ts";
import type { Statement, Transaction } from "../../store/index.ts";
import type { LogEvent } from "../score-event.ts";
import { dayIn } from "./day.ts";
import { evidenceOf, type Notice } from "./notice.ts";

/** Accepted events of a source by type, of one day, in the log up to a position. */
const countEvents: Statement = {
  name: "score-tally",
  text: `select e.type, count(*) as n from event e join log l on l.event = e.key
    where e.source = $1 and e.type = any(${array(2, "text")}) and e.time >= $3::timestamptz and e.time < $4::timestamptz
      and l.position <= $5::bigint
    group by e.type`,
};

/**
 * LOG-TAL-001, one for each event type whose count differs in either direction. Counts what was logged before the tally
 * itself, by the time at which the power was exercised: the result does not depend on when it is computed.
 */
export async function tallyNotices(
  transaction: Transaction,
  event: LogEvent,
  { tally }: BuiltinEvents["source.tally"],
  timeZone: string,
): Promise<readonly Notice[]> {
  const { countDate } = tally;
  const { start, end } = dayIn(countDate, timeZone);
  // A type that is named twice is counted by its last line.
  const counts = [...new Map(tally.counts.map((line) => [printable(line.type), line.businessCount]))];
  if (counts.length === 0) return [];
  const rows = await transaction.run<{ type: string; n: number }>(countEvents, [
    event.source,
    column(counts, ([type]) => type),
    start.toISOString(),
    end.toISOString(),
    event.position,
  ]);
  const logged = new Map(rows.map(({ type, n }) => [type, n]));
  return counts.flatMap(([type, expected]): readonly Notice[] => {
    const actual = logged.get(type) ?? 0;
    return actual === expected ? [] : [difference({ countDate, type, expected, actual })];
  });
}

/** No event has a type with a control character in it; the database would refuse to be asked, and with it the whole tally. */
const printable = (type: string): string => type.replaceAll(/\p{Cc}/gu, "\uFFFD");

interface Difference {
  readonly countDate: string;
  readonly type: string;
  readonly expected: number;
  readonly actual: number;
}

function difference(values: Difference): Notice {
  const { countDate, type, expected, actual } = values;
  const few = actual < expected;
  return {
    rule: "LOG-TAL-001",
    level: 2,
    part: type,
    message: {
      "zh-CN": `${countDate} 的 ${type}：业务系统 ${expected} 笔，日志 ${actual} 个事件，${few ? "少" : "多"} ${Math.abs(expected - actual)}。`,
      en: `${type} of ${countDate}: the business system counted ${expected}, the log holds ${actual}, ${Math.abs(expected - actual)} too ${few ? "few" : "many"}.`,
    },
    evidence: evidenceOf({ countDate, type, expected, actual }),
  };
}
