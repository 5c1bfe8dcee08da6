import { grantedPerson, readParts, type Viewer, viewerOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Actor } from "../people/index.ts";

/** Who looks at the register, and to whom that person is close. */
export const viewerFor = async (context: Context, actor: Actor): Promise<Viewer> =>
  await viewerOf(await readParts(context), grantedPerson(actor));
