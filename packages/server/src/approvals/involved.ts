import { type ApprovalRequest, type JsonObject, ProbityError } from "@probity/contracts";
import { dataOf, objectIn } from "../decisions/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { type Involved, personKey } from "./judge.ts";

/** Where those who worked on a draft are looked for. */
export interface DraftPlace {
  readonly source: string;
  /** Business processes that it belongs to, as the request and the pre-check say. */
  readonly subjects: readonly string[];
}

const eventsOfProcess: Statement = {
  name: "approval-process",
  text: `select key, body from event where source = $1 and subject = any($2::text[]) and body <> '' and key > $3
    order by key limit 1000`,
};

/** More people than these are no process that could be judged, and nor are more events. */
const maxPeople = 500;
const maxPages = 100;

/** What an automatic decision is signed with. */
const nobody = "system";

/**
 * Who worked on a draft: the requester, whom the source names, and every actor of every event of the process, pre-checks
 * included, with those in whose name they acted. Throws `PROBITY_E_REQUEST` beyond 500 people or 100,000 events.
 */
export async function involvedIn(
  transaction: Pick<Transaction, "run">,
  request: ApprovalRequest,
  { source, subjects }: DraftPlace,
): Promise<Involved> {
  const editors = new Set((request.editors ?? []).map(personKey));
  const posts = new Set(request.requesterPostId === undefined ? [] : [personKey(request.requesterPostId)]);
  let after = 0;
  for (let page = 0; subjects.length > 0; page += 1) {
    const values = [source, subjects, after];
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const rows = await transaction.run<{ key: number; body: string }>(eventsOfProcess, values);
    for (const row of rows) addActor(dataOf(row), editors, posts);
    after = rows.at(-1)?.key ?? after;
    if (editors.size > maxPeople || page === maxPages)
      throw new ProbityError(
        "PROBITY_E_REQUEST",
        `over ${maxPeople} people or 100,000 events in the process`,
      );
    if (rows.length < 1000) break;
  }
  return { requester: request.requesterId, editors, posts, role: request.role };
}

function addActor(data: JsonObject | undefined, editors: Set<string>, posts: Set<string>): void {
  const actor = objectIn(data, "actor");
  if (actor === undefined) return;
  for (const [name, into] of [
    ["personId", editors],
    ["onBehalfOf", editors],
    ["postId", posts],
  ] as const) {
    const value = actor[name];
    const key = typeof value === "string" && value.length <= 2000 ? personKey(value) : "";
    if (key !== "" && key !== nobody) into.add(key);
  }
}
