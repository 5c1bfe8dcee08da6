import { ProbityError } from "@probity/contracts";
import type { ServerEvent } from "../../log/index.ts";
import type { Statement } from "../../store/index.ts";
import type { CaseWork } from "../work.ts";
import type { BulkItem, Refusal } from "./act.ts";

const mark: Statement = { name: "bulk-mark", text: "savepoint bulk_one" };
const takeBack: Statement = { name: "bulk-take-back", text: "rollback to savepoint bulk_one" };

/**
 * Does something with one thing and says why that was refused; undefined: it was not. What was refused or only rehearsed is
 * taken back, with what it would have logged. Everything but a refusal is thrown.
 */
export async function tryOne(
  work: CaseWork,
  { id }: BulkItem,
  isRehearsal: boolean,
  act: (work: CaseWork) => Promise<unknown>,
): Promise<Refusal | undefined> {
  const { transaction, tell } = work;
  const told: ServerEvent[] = [];
  await transaction.run(mark, []);
  try {
    await act({ ...work, tell: (event) => void told.push(event) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await transaction.run(takeBack, []);
    return { id, code: error.code, detail: error.message };
  }
  if (isRehearsal) await transaction.run(takeBack, []);
  else for (const event of told) tell(event);
  return undefined;
}

/** A database that is away refuses nothing. */
const isRefusal = (error: unknown): error is ProbityError =>
  error instanceof ProbityError && error.code !== "PROBITY_E_UNAVAILABLE";
