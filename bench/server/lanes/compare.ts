import { isDeepStrictEqual } from "node:util";
import { at, listIn } from "../../support/json.ts";
import { ownership } from "../rules/features.ts";
import { ourModels, type RuleSizes, shownOf } from "../rules/rules.ts";
import type { Draft } from "./drafts.ts";
import type { Subject } from "./subject.ts";

/** What the comparison of the answers to the same questions found. */
export interface Compared {
  readonly drafts: number;
  /** Drafts with at least one hit, and with at least one common owner. */
  readonly hits: number;
  readonly linked: number;
  /** In words; empty when all are equal. */
  readonly differences: readonly string[];
}

/** Asks for one decision, with more fields in the request than the draft has. */
export const judge = async (
  { url, headers, name }: Subject,
  draft: Draft,
  more: object = {},
): Promise<unknown> => {
  // Written by JSON.stringify.
  const body = JSON.stringify({ ...(JSON.parse(draft.body) as object), ...more });
  const answer = await fetch(`${url}/v1/precheck`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body,
  });
  if (answer.status !== 200)
    throw new Error(`${name}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  return await answer.json();
};

/** The common owners by our operator API, as the peer names them. */
const ownersOf = async (ours: Subject, { bidders, time }: Draft): Promise<readonly number[]> => {
  const entities = bidders.map((id) => `organisation:${id}`);
  const answer = await ours.ops("POST", "/ops/links/owners", { entities, at: time, ...ownership });
  if (at(answer, "status") !== "judged") return [];
  return listIn(answer, "owners")
    .map((owner) => Number(String(at(owner, "owner", "key")).slice("org-".length)))
    .toSorted((a, b) => a - b);
};

/** Our decision as far as the peer can say it: outcome and the rules that are shown. */
const ourVerdict = (decision: unknown): object => ({
  outcome: at(decision, "outcome"),
  shown: listIn(decision, "findings").map((finding) => at(finding, "rule")),
});

const peerVerdict = (answer: unknown, known: ReadonlySet<string>): object => {
  const hits = listIn(answer, "hits")
    .map(String)
    .filter((id) => known.has(id));
  return { outcome: hits.length > 0 ? "warn" : "allow", shown: shownOf(hits) };
};

/** The decision before those of {@link compareAnswers}: its hold ends with the first of them. */
export const firstDecision = "first";

/** Gives both the same drafts, one after the other and with nothing else going on, and compares every answer. */
export const compareAnswers = async (
  ours: Subject,
  peer: Subject,
  drafts: readonly Draft[],
  sizes: RuleSizes,
): Promise<Compared> => {
  const known = new Set(ourModels(sizes).flatMap((model) => model.rules.map(({ id }) => id)));
  const counts = { hits: 0, linked: 0 };
  const differences: string[] = [];
  for (const [nth, draft] of drafts.entries()) {
    // A peer knows no holds: ours of the draft before ends, or it would count.
    const replaces = nth === 0 ? firstDecision : `compare-${nth - 1}`;
    const hold = { decisionId: `compare-${nth}`, replaces };
    const [decision, answer] = [await judge(ours, draft, hold), await judge(peer, draft)];
    const [our, their] = [ourVerdict(decision), peerVerdict(answer, known)];
    const [ourOwners, theirOwners] = [await ownersOf(ours, draft), listIn(answer, "owners")];
    if (at(our, "outcome") !== "allow") counts.hits += 1;
    if (ourOwners.length > 0) counts.linked += 1;
    if (!isDeepStrictEqual(our, their))
      differences.push(`draft ${nth}: ours ${JSON.stringify(our)}, the peer's ${JSON.stringify(their)}`);
    if (!isDeepStrictEqual(ourOwners, theirOwners))
      differences.push(
        `draft ${nth}: owners ${JSON.stringify(ourOwners)}, the peer's ${JSON.stringify(theirOwners)}`,
      );
  }
  return { drafts: drafts.length, ...counts, differences };
};
