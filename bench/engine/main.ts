import { writeFileSync } from "node:fs";
import { selectRules } from "../../packages/engine/test/corpus/rules.ts";
import { compareVerdicts } from "./check.ts";
import { conditionsOf } from "./conditions.ts";
import type { Contender, Fixture } from "./contender.ts";
import { makeFixture } from "./fixture.ts";
import { betterOf, tryGates } from "./gates.ts";
import { ours, planLanes } from "./lanes.ts";
import { measureLoading } from "./loading.ts";
import { measure } from "./measure.ts";
import { runProgram } from "../support/program.ts";
import { help, readOptions, type Options } from "./options.ts";
import { peersOf } from "./peers.ts";
import { runOnNodes } from "./on-nodes.ts";
import {
  conditionsText,
  passes,
  type Row,
  rowsOf,
  sectionText,
  summaryLine,
  type Section,
} from "./report.ts";

const runSection = (
  count: number,
  fixture: Fixture,
  peers: readonly Contender[],
  options: Options,
): Section => {
  const rules = selectRules(count);
  const loading = measureLoading(rules, peers);
  const comparison = compareVerdicts(ours, peers, rules, fixture, options.checked);
  const plans = planLanes(rules, fixture, peers);
  const time = (): readonly Row[] => {
    const loaded = plans.map((plan) => plan.loaded);
    return rowsOf(plans, measure(loaded, options.events, options.seconds));
  };
  const rows = time();
  const gates = options.gate ? tryGates(count, rows) : [];
  const failed = gates.some((gate) => !gate.passed);
  // A repeat before failing: the machine may have been disturbed in the middle.
  return {
    rules: count,
    comparison,
    rows,
    loading,
    gates: failed ? betterOf(gates, tryGates(count, time())) : gates,
  };
};

const run = (options: Options): number => {
  const fixture = makeFixture(options.events);
  const peers = peersOf(options.peers);
  const conditions = conditionsOf(fixture, options, new Date());
  console.log(conditionsText(conditions));
  const sections = options.rules.map((count) => {
    const section = runSection(count, fixture, peers, options);
    console.log(sectionText(section));
    return section;
  });
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ conditions, sections }, null, 2)}\n`);
  console.log(`\n${summaryLine(sections)}`);
  return passes(sections) ? 0 : 1;
};

await runProgram({
  help,
  readOptions,
  run: (options) => (options.nodes.length === 0 ? run(options) : runOnNodes(options)),
  broken: "bench:engine: it broke; see above",
});
