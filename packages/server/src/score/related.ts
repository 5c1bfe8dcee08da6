import type { Finding } from "@probity/contracts";
import { array, column } from "../log/index.ts";
import { type AskedFeatures, type JudgedEvent, relatedEvents, type RelatedQuery } from "../features/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { ScoredEvent } from "./alerts.ts";
import type { PreparedEvent } from "./score-event.ts";

/** A prepared event as its features are asked for; undefined for one that is not judged. */
export function judgedEvent({ event, input, before }: PreparedEvent): JudgedEvent | undefined {
  if (input === undefined) return undefined;
  const { source, type, subject, position } = event;
  return { source, type, subject, position, ...input, record: before };
}

interface Asking extends ScoredEvent {
  readonly asked: AskedFeatures | undefined;
}

interface Hit {
  readonly finding: Finding;
  readonly query: RelatedQuery;
}

/** Lets the hits of rules with windows show what these windows counted (FE-1). */
export async function withRelated(
  transaction: Transaction,
  scored: readonly Asking[],
): Promise<readonly ScoredEvent[]> {
  const hits = scored.flatMap(({ score, asked }) =>
    asked === undefined ? [] : hitsOf(score.findings, asked),
  );
  if (hits.length === 0) return scored;
  const found = await relatedEvents(
    transaction,
    hits.map(({ query }) => query),
  );
  const related = new Map<Finding, RelatedList>();
  for (const [index, { finding }] of hits.entries())
    related.set(finding, [...(related.get(finding) ?? []), ...(found[index] ?? [])]);
  await noteRelated(transaction, scored, related);
  return scored.map(({ event, score }) => {
    const findings = score.findings.map((finding) => {
      const list = related.get(finding) ?? [];
      return list.length === 0 ? finding : { ...finding, related: list };
    });
    return { event, score: { ...score, findings } };
  });
}

type RelatedList = Awaited<ReturnType<typeof relatedEvents>>[number];

const hitsOf = (findings: readonly Finding[], { request }: AskedFeatures): readonly Hit[] =>
  findings
    .filter(({ result }) => result === "hit")
    .flatMap((finding) =>
      request.needs.flatMap((need): readonly Hit[] =>
        need.kind === "window" && need.binding === finding.binding
          ? [{ finding, query: { need, request } }]
          : [],
      ),
    );

const saveRelated: Statement = {
  name: "score-save-related",
  text: `insert into finding_related (related, position, binding)
    select * from unnest(${array(1, "bigint")}, ${array(2, "bigint")}, ${array(3, "text")}) on conflict do nothing`,
};

/** So that the finding is found when one of them is erased. */
async function noteRelated(
  transaction: Transaction,
  scored: readonly ScoredEvent[],
  related: ReadonlyMap<Finding, RelatedList>,
): Promise<void> {
  const rows = scored.flatMap(({ event, score }) =>
    score.findings.flatMap((finding) =>
      (related.get(finding) ?? []).map(({ position }) => ({
        position,
        at: event.position,
        binding: finding.binding,
      })),
    ),
  );
  if (rows.length === 0) return;
  await transaction.run(saveRelated, [
    column(rows, ({ position }) => position),
    column(rows, ({ at }) => at),
    column(rows, ({ binding }) => binding),
  ]);
}
