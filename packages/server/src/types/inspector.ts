import type { Json, JsonObject } from "@probity/contracts";
import { parseInstant, toMinorUnits } from "@probity/engine";

/** What a look at the data of one event found beyond its JSON Schema. */
export interface Inspection {
  /** Fields that supervision requires and that are absent: the event is stored, but counted as incomplete. */
  incomplete: number;
  /** Which these are, as JSON pointers, where that was asked for. */
  readonly missing?: string[] | undefined;
  /** Sums and times that cannot be used exactly (EV-4). */
  readonly violations: Violation[];
}

interface Violation {
  readonly code: "PROBITY_E_MONEY" | "PROBITY_E_INSTANT";
  readonly path: string;
  readonly message: string;
}

/** Inspects the data of one event type; what is missing is named only where that is asked for. Never throws. */
export type Inspector = (data: JsonObject, nameMissing?: boolean) => Inspection;

type Visit = (value: Json | undefined, path: string, found: Inspection) => void;

/** The keywords of a schema that matter here. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly format?: string;
  readonly "x-money"?: boolean;
  readonly "x-supervision"?: string;
}

const violationLimit = 50;

/** Compiles the schemas of an event's data (the common block and its own) into one pass over it. */
export function makeInspector(schemas: readonly object[]): Inspector {
  // Schemas are checked when a type is registered; unknown keywords are not looked at.
  const visits = schemas.map((schema) => visitor(schema as Node)).filter((visit) => visit !== undefined);
  return (data, nameMissing = false) => {
    const found: Inspection = { incomplete: 0, violations: [], missing: nameMissing ? [] : undefined };
    for (const visit of visits) visit(data, "", found);
    return found;
  };
}

function visitor(node: Node): Visit | undefined {
  const parts = [moneyVisit(node), instantVisit(node), objectVisit(node), listVisit(node)];
  const visits = parts.filter((visit) => visit !== undefined);
  if (visits.length === 0) return undefined;
  return (value, path, found) => {
    for (const visit of visits) visit(value, path, found);
  };
}

function moneyVisit(node: Node): Visit | undefined {
  if (node["x-money"] !== true) return undefined;
  return (value, path, found) => {
    if (!isObject(value)) return;
    const { amount, currency } = value;
    if (typeof amount !== "number" || typeof currency !== "string") return;
    if (toMinorUnits(amount, currency) !== undefined) return;
    // One unit is exact in every currency that there is.
    const message =
      toMinorUnits(1, currency) === undefined
        ? `${currency} is not an ISO 4217 currency`
        : `${amount} is no exact number of minor units of ${currency}`;
    report(found, { code: "PROBITY_E_MONEY", path, message });
  };
}

function instantVisit(node: Node): Visit | undefined {
  if (node.format !== "instant") return undefined;
  return (value, path, found) => {
    if (typeof value !== "string" || isInstant(value)) return;
    report(found, { code: "PROBITY_E_INSTANT", path, message: "is not a moment or day that exists" });
  };
}

/** RFC 3339 with offset, or a whole date that exists. */
export function isInstant(text: string): boolean {
  if (text.length > 10) return parseInstant(text) !== undefined;
  return parseInstant(`${text}T00:00:00Z`) !== undefined;
}

function objectVisit(node: Node): Visit | undefined {
  const fields = Object.entries(node.properties ?? {}).map(([key, child]) => ({
    key,
    required: child["x-supervision"] === "required",
    visit: visitor(child),
  }));
  const relevant = fields.filter(({ required, visit }) => required || visit !== undefined);
  if (relevant.length === 0) return undefined;
  return (value, path, found) => {
    const object = isObject(value) ? value : {};
    for (const { key, required, visit } of relevant) {
      const child = Object.hasOwn(object, key) ? object[key] : undefined;
      if (required && (child === undefined || child === null)) {
        found.incomplete += 1;
        found.missing?.push(`${path}/${key}`);
      }
      visit?.(child, `${path}/${key}`, found);
    }
  };
}

function listVisit(node: Node): Visit | undefined {
  const visit = node.items === undefined ? undefined : visitor(node.items);
  if (visit === undefined) return undefined;
  return (value, path, found) => {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) visit(item as Json, `${path}/${index}`, found);
  };
}

function report(found: Inspection, violation: Violation): void {
  if (found.violations.length < violationLimit) found.violations.push(violation);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
