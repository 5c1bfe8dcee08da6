import type { JsonObject } from "@probity/contracts";
import { isJsonObject } from "../json/is-json-object.ts";
import type { EvaluationInput } from "../types.ts";
import type { Place } from "./param-resolver.ts";

/** Where and when a binding holds. */
export interface Limits {
  readonly units: ReadonlySet<string> | undefined;
  readonly from: number;
  readonly to: number;
}

/** Where and when an act happens; the unit is the actor's, unless the caller says another. */
export function placeOf(input: EvaluationInput, ms: number): Place {
  return { unit: input.unit ?? actorUnit(input.data), district: input.district, region: input.region, ms };
}

function actorUnit(data: JsonObject): string | undefined {
  const actor = isJsonObject(data) && Object.hasOwn(data, "actor") ? data["actor"] : undefined;
  const unit = isJsonObject(actor) && Object.hasOwn(actor, "unitId") ? actor["unitId"] : undefined;
  return typeof unit === "string" ? unit : undefined;
}

/** Whether a binding is in force at a place. */
export function isDue(bound: Limits, place: Place): boolean {
  if (place.ms < bound.from || place.ms >= bound.to) return false;
  return bound.units === undefined || (place.unit !== undefined && bound.units.has(place.unit));
}
