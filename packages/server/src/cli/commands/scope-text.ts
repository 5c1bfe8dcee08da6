import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { objectAt, textAt } from "../json-read.ts";

const texts = { process: "scopeProcess", person: "scopePerson", unit: "scopeUnit" } as const;

/** Whom an exception is for, in words. */
export function scopeText({ say }: CommandContext, exception: JsonObject): string {
  const scope = objectAt(exception, "scope");
  const kind = textAt(scope, "kind") as keyof typeof texts; // the API has no other kinds
  return say(texts[kind], { id: textAt(scope, "id") ?? "-" });
}
