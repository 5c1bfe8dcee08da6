import { caseFields as field, readParts, type Viewer, viewerOf, grantedPerson } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { Actor } from "../../people/index.ts";
import { dayIn } from "../item.ts";
import { listKinds } from "../kinds.ts";

/** Who looks at lists, and what day it is. */
export interface Reading {
  readonly viewer: Viewer;
  readonly today: string;
}

/** What a request that reads lists works with. */
export async function readingOf(context: Context, actor: Actor): Promise<Reading> {
  const parts = await readParts(context);
  const viewer = await viewerOf(parts, grantedPerson(actor));
  return { viewer, today: dayIn(context.config.timeZone, parts.now) };
}

/** `:kind` and, where there are any, `:id` and `:item`. */
export const listParams: object = {
  type: "object",
  properties: { kind: { enum: listKinds }, id: field.id, item: field.id },
  required: ["kind"],
};
