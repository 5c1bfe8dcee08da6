import type { EventType, JsonObject, ShapePath } from "@probity/contracts";
import { toMinorUnits } from "@probity/engine";
import { touchedBy } from "../evaluate/index.ts";

/** What the line of an alert shows of an event: who acted, in which unit, towards whom, about how much. */
export interface LineFacts {
  readonly unit?: string | undefined;
  readonly person?: string | undefined;
  readonly party?: string | undefined;
  readonly amount?: Money | undefined;
}

/** Exact: an integer of minor units (EV-4). */
interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Where events of a type have money: the main sum of the act, which all types have in common, comes first. */
type MoneyPaths = readonly ShapePath[];

/** What a line shows of the data of an event, by the fields that its type marks. */
export function lineFacts(type: EventType | undefined, money: MoneyPaths, data: JsonObject): LineFacts {
  const touched = touchedBy(type, data);
  const first = (kind: string): string | undefined => touched.find((one) => one.kind === kind)?.key;
  const [party] = valuesAt(data, ["counterparties", "*", "id"]);
  return {
    unit: first("unit"),
    person: first("person"),
    party: typeof party === "string" ? party.trim() : first("organisation"),
    amount: money
      .flatMap((path) => valuesAt(data, path))
      .map(moneyOf)
      .find((sum) => sum !== undefined),
  };
}

function valuesAt(value: unknown, [name, ...rest]: ShapePath): readonly unknown[] {
  if (name === undefined) return [value];
  if (name === "*") return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt(Reflect.get(value, name), rest);
}

function moneyOf(value: unknown): Money | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const amount: unknown = Reflect.get(value, "amount");
  const currency: unknown = Reflect.get(value, "currency");
  if (typeof amount !== "number" || typeof currency !== "string") return undefined;
  const minor = toMinorUnits(amount, currency);
  return minor === undefined ? undefined : { minor, currency };
}
