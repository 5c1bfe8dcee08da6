import type { Finding, JsonObject } from "@probity/contracts";
import type { ActiveBundle } from "../rules/index.ts";
import type { Decision, NotedFinding, Parity } from "./decision.ts";
import { draftDigest } from "./digest.ts";
import { notedOf } from "./store-decisions.ts";

/** What one side has and the other has not. */
export interface Difference {
  readonly indicatorId: string;
  readonly result: string;
}

/** How a replay ended. */
export interface Replay {
  readonly parity: Parity;
  /** What the SDK had recorded and the server did not find. */
  readonly said: readonly Difference[];
  /** What the server found and the SDK had not recorded. */
  readonly found: readonly Difference[];
}

/** An act, as it is in the log. */
export interface ReplayedAct {
  readonly type: string;
  readonly data: JsonObject;
}

const notComparable: Replay = { parity: "not_comparable", said: [], found: [] };

/**
 * Judges an act again as the SDK had judged its draft (RU-6): the same bundle, moment and place, for the rules that read
 * the event alone. Results must be the same ones; what became of them (weakened, excused) is another matter. An act that
 * is not its draft, or of which the SDK recorded too little, is not comparable.
 */
export function replay(row: Decision, act: ReplayedAct, bundle: ActiveBundle | undefined): Replay {
  const recorded = notedOf(row.findings);
  if (bundle === undefined || bundle.hash !== row.bundle_hash || !isComparable(row, recorded))
    return notComparable;
  const { decision: _, ...draft } = act.data;
  if (act.type !== row.point || row.judged_at === null || draftDigest(act.data) !== row.draft_hash)
    return notComparable;
  const { evaluator } = bundle;
  const { findings } = evaluator.evaluate({
    type: act.type,
    data: draft,
    time: row.judged_at,
    unit: row.unit ?? undefined,
    district: row.district ?? undefined,
    region: row.region ?? undefined,
  });
  // What a rule with features saw depends on the moment, on who else asked, and on whether there was a server.
  const eventOnly = new Set(
    evaluator.bundle.rules
      .filter(({ reads, features }) => reads === "event" && features === undefined)
      .map(({ id }) => id),
  );
  const ours = new Map(findings.filter(isNotable).map((one) => [`${one.binding}\n${one.result}`, one.rule]));
  const theirs = new Map(recorded.map((one) => [`${one.binding}\n${one.result}`, one.rule]));
  const said = missing(theirs, ours, eventOnly);
  const found = missing(ours, theirs, eventOnly);
  return { parity: said.length + found.length === 0 ? "equal" : "diverged", said, found };
}

const isComparable = (row: Decision, recorded: readonly NotedFinding[]): boolean =>
  row.answered_by === "local" &&
  row.draft_hash !== null &&
  row.findings !== null &&
  recorded.every(({ binding }) => binding !== undefined);

const isNotable = ({ result }: Finding): boolean => result === "hit" || result === "indeterminate";

function missing(
  of: ReadonlyMap<string, string>,
  from: ReadonlyMap<string, string>,
  rules: ReadonlySet<string>,
): readonly Difference[] {
  return [...of].flatMap(([key, rule]) =>
    from.has(key) || !rules.has(rule)
      ? []
      : [{ indicatorId: rule, result: key.slice(key.indexOf("\n") + 1) }],
  );
}
