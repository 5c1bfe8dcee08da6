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

const kind = { enum: listKinds };
const params = (properties: object): object => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

/** `:kind` */
export const kindParams: object = params({ kind });
/** `:kind` and `:id` */
export const listParams: object = params({ kind, id: field.id });
/** `:kind`, `:id` and `:item` */
export const proofParams: object = params({ kind, id: field.id, item: field.id });
