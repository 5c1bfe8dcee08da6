import type { LocalizedText } from "@probity/contracts";
import { fromMinorUnits } from "@probity/engine";
import type { Light } from "../escalation/index.ts";
import { openStates } from "../cases/index.ts";
import type { Names } from "./names.ts";

/** A line as it is read. */
export interface LineRow {
  readonly alert: string;
  readonly position: number;
  readonly opened_at: Date;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly source: string;
  readonly rule: string;
  readonly model: string | null;
  readonly class: "business" | "integrity";
  readonly level: number;
  readonly risk: number;
  readonly unit: string | null;
  readonly person: string | null;
  readonly party: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly case_id: string | null;
  readonly state: string;
  readonly charge: string | null;
  readonly handler: string | null;
  readonly due_at: Date | null;
  readonly subject: string | null;
  readonly count: number;
  readonly name: string;
  readonly message: string;
  readonly light: Light | null;
  readonly escalation_level: number | null;
}

/** Somebody or something by key, with a name where one is known. */
interface Named<Name> {
  readonly id: string;
  readonly name: Name | null;
}

/** A line of the inbox. */
export interface LineView {
  readonly id: string;
  /** First place in the log: the order of time. */
  readonly position: number;
  /** Risk level, 1 highest. */
  readonly level: number;
  /** Of the deadline of its case; null where none runs. */
  readonly light: Light | null;
  /** 3 highest; null where no deadline runs. */
  readonly escalationLevel: number | null;
  /** The highest score of its events, 0 to 100. */
  readonly risk: number;
  readonly track: "business" | "integrity";
  readonly state: string;
  readonly rule: string;
  readonly name: LocalizedText;
  /** The reason in one sentence. */
  readonly message: LocalizedText;
  readonly model: string | null;
  readonly source: string;
  readonly subject: string | null;
  readonly official: Named<string> | null;
  readonly counterparty: Named<string> | null;
  readonly unit: Named<LocalizedText> | null;
  /** In the major unit, as events have it. */
  readonly amount: { readonly amount: number; readonly currency: string } | null;
  readonly case: string | null;
  /** The unit that is responsible. */
  readonly inCharge: Named<LocalizedText> | null;
  readonly handler: Named<string> | null;
  readonly dueAt: string | null;
  /** Until it is due; negative: late; null where nothing is awaited. In tenths of an hour, not of working time. */
  readonly hoursLeft: number | null;
  /** Events that it holds. */
  readonly count: number;
  readonly firstTime: string;
  readonly lastTime: string;
  readonly openedAt: string;
}

const hour = 3_600_000;
const awaited: ReadonlySet<string> = new Set<string>(openStates);

/** A line for people. */
export function lineView(row: LineRow, names: Names, now: Date): LineView {
  const { amount, currency, due_at: due } = row;
  return {
    id: row.alert,
    position: row.position,
    level: row.level,
    light: row.light,
    escalationLevel: row.escalation_level,
    risk: row.risk / 10,
    track: row.class,
    state: row.state,
    rule: row.rule,
    name: textOf(row.name),
    message: textOf(row.message),
    model: row.model,
    source: row.source,
    subject: row.subject,
    official: row.person === null ? null : { id: row.person, name: names.person(row.person) },
    counterparty: row.party === null ? null : { id: row.party, name: names.organisation(row.party) },
    unit: row.unit === null ? null : { id: row.unit, name: names.unit(row.unit) },
    amount:
      amount === null || currency === null ? null : { amount: fromMinorUnits(amount, currency), currency },
    case: row.case_id,
    inCharge: row.charge === null ? null : { id: row.charge, name: names.unit(row.charge) },
    handler: row.handler === null ? null : { id: row.handler, name: names.person(row.handler) },
    dueAt: due?.toISOString() ?? null,
    hoursLeft:
      due === null || !awaited.has(row.state)
        ? null
        : Math.round(((due.getTime() - now.getTime()) / hour) * 10) / 10,
    count: row.count,
    firstTime: row.first_at.toISOString(),
    lastTime: row.last_at.toISOString(),
    openedAt: row.opened_at.toISOString(),
  };
}

/** Written by the scorer. */
const textOf = (text: string): LocalizedText => JSON.parse(text) as LocalizedText;
