import type { JsonObject } from "@probity/contracts";
import { methodCodes, readCode } from "./codes.ts";
import type { IssueSink } from "./issue.ts";
import { object, objects, text } from "./json-value.ts";

/** A text cut to what the event schemas take; the cut is reported. */
export function cut(
  value: string | undefined,
  where: string,
  sink: IssueSink,
  maxLength = 2000,
): string | undefined {
  if (value === undefined || value.length <= maxLength) return value;
  sink.add("text.cut", where, value);
  return `${value.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Method code and national method of a tender. */
export function readMethod(tender: JsonObject, sink: IssueSink): JsonObject {
  const given = text(tender["procurementMethod"]);
  const method = readCode(given, methodCodes, "tender.procurementMethod", sink);
  const national = given !== undefined && method !== given ? given : undefined;
  const details =
    text(tender["procurementMethodDetails"]) ?? text(tender["procurementMethodType"]) ?? national;
  return {
    procurementMethod: method,
    procurementMethodDetails: cut(details, "tender.procurementMethodDetails", sink),
  };
}

/** The tender's category code: its own, or that of its first item. */
export function firstClassification(tender: JsonObject): JsonObject | undefined {
  const own = text(object(tender["classification"])["id"]);
  const id =
    own ??
    objects(tender["items"])
      .map((item) => text(object(item["classification"])["id"]))
      .find((item) => item !== undefined);
  return id === undefined ? undefined : { id };
}
