import { personsWith } from "../access/index.ts";
import { notify } from "../notify/index.ts";
import type { Statement, Transaction } from "../store/index.ts";

/** Who wrote the version of a rule's model; the product itself for one of the library. */
const author: Statement = {
  name: "breaker-author",
  text: "select author from model_version where id = $1 and version = $2",
};

/** A breaker that has just opened. */
export interface OpenedBreaker {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly version: string;
}

/** The model of a rule: `PROC-TND-001` is of `PROC-TND`. */
const modelOf = (rule: string): string => rule.replace(/-[^-]*$/, "");

/** Tells the author of a rule, and those who may let it block again, that it asks for reasons instead of blocking (PC-8). */
export async function tellOwner(
  transaction: Transaction,
  { id, source, rule, version }: OpenedBreaker,
  now: Date,
): Promise<void> {
  const authors = await transaction.run<{ author: string }>(author, [modelOf(rule), version]);
  const to = [...authors.map((one) => one.author), ...(await personsWith(transaction, "breaker.reset", now))];
  const notice = { kind: "breaker.opened", data: { rule, source }, link: "/breakers" } as const;
  await notify(transaction, [{ ...notice, to, dedupe: `breaker.opened:${id}` }], now);
}
