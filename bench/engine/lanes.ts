import type { CorpusRule } from "../../packages/engine/test/corpus/corpus-rule.ts";
import { withoutFeatures } from "../../packages/engine/test/corpus/events.ts";
import { expressible } from "./check.ts";
import type { Contender, Fixture, Loaded } from "./contender.ts";
import { probity } from "./contenders/probity.ts";

/** A row of the table before it is timed. */
export interface LanePlan {
  readonly name: string;
  readonly note: string;
  readonly rules: number;
  readonly loaded: Loaded;
  /** Index of the lane that runs our engine on the same rules and events; the ratio is taken against it. */
  readonly against: number;
}

/** Our engine in its plain form. */
export const ours: Contender = probity("Probity", "compile(bundle) -> evaluate(input), all findings");

const variants: readonly Contender[] = [
  probity("Probity, distinct()", "five pairwise rules in their distinct() form", { distinct: true }),
  probity("Probity, params", "limits as parameters, not literals", { params: true }),
  probity("Probity, evidence", "two evidence values and a message on each hit", { evidence: true }),
];

const missing = (fixture: Fixture, change: (event: Fixture["typed"][number]) => object): Fixture => ({
  ...fixture,
  // Removing members of a JSON object leaves a JSON object.
  wire: fixture.typed.map((event) => change(event) as Fixture["wire"][number]),
});

/**
 * A typical pre-check: of all rules in the bundle only the forty of procurement are bound to this event type. It takes
 * what these take in a bundle of their own, however many others there are.
 */
const preCheck = (rules: readonly CorpusRule[], fixture: Fixture): LanePlan => {
  const own = rules.filter((rule) => /^P\d+$/.test(rule.id));
  const elsewhere = new Set(rules.filter((rule) => !own.includes(rule)));
  const contender = probity("Probity, pre-check", "rules of one event type in the whole bundle", {
    elsewhere,
  });
  return {
    name: `${contender.name} of ${rules.length}`,
    note: contender.note,
    rules: own.length,
    loaded: contender.load(rules, fixture),
    against: 0,
  };
};

const ownLanes = (rules: readonly CorpusRule[], fixture: Fixture): readonly LanePlan[] => {
  const procurement = rules.filter((rule) => rule.id.startsWith("P"));
  const row = (
    contender: Contender,
    own: readonly CorpusRule[] = rules,
    events: Fixture = fixture,
  ): LanePlan => ({
    name: contender.name,
    note: contender.note,
    rules: own.length,
    loaded: contender.load(own, events),
    against: 0,
  });
  return [
    row(ours),
    ...variants.map((contender) => row(contender)),
    {
      ...row(ours, rules, missing(fixture, withoutFeatures)),
      name: "Probity, no features",
      note: "as a source sees it",
    },
    {
      ...row(
        ours,
        rules,
        missing(fixture, () => ({})),
      ),
      name: "Probity, all missing",
      note: "an empty event: everything indeterminate",
    },
    { ...row(ours, procurement), name: "Probity, procurement", note: "the procurement rules alone" },
    preCheck(rules, fixture),
  ];
};

/** All lanes for these rules, ours first; a peer that cannot express all rules brings a lane of ours on its rules. */
export const planLanes = (
  rules: readonly CorpusRule[],
  fixture: Fixture,
  peers: readonly Contender[],
): readonly LanePlan[] => {
  const lanes = [...ownLanes(rules, fixture)];
  for (const peer of peers) {
    const able = expressible(peer, rules, fixture);
    if (able.length === 0) continue;
    let against = 0;
    if (able.length < rules.length) {
      against = lanes.length;
      lanes.push({
        name: `Probity, rules of ${peer.name}`,
        note: "ours on the same rules as the next line",
        rules: able.length,
        loaded: ours.load(able, fixture),
        against: 0,
      });
    }
    lanes.push({
      name: peer.name,
      note: peer.note,
      rules: able.length,
      loaded: peer.load(able, fixture),
      against,
    });
  }
  return lanes;
};
