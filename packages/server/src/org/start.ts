import type { Context } from "../context.ts";
import type { Statement } from "../store/index.ts";
import { readBook } from "./read-book.ts";
import { declare, relationsNotLinked } from "./rows/declare.ts";
import { isTreeMade, keepTree } from "./unit-tree.ts";

const holdHead: Statement = {
  name: "org-head-start",
  text: "select revision from org_head where id = 1 for update",
};

/**
 * At the start of a server: the tree is the one of now, and every declared relation is in the links. Both follow from the
 * tables, which may have come back from the journal alone.
 */
export async function startOrganisation({ store, clock }: Pick<Context, "store" | "clock">): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.run(holdHead, []);
    const now = clock();
    if (!(await isTreeMade(transaction, now))) await keepTree(transaction, await readBook(transaction), now);
    await declare(transaction, await relationsNotLinked(transaction), new Date(now));
  });
}
