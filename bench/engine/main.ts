import { writeFileSync } from "node:fs";
import { selectRules } from "../../packages/engine/test/corpus/rules.ts";
import { compareVerdicts } from "./check.ts";
import { conditionsOf } from "./conditions.ts";
import type { Contender, Fixture } from "./contender.ts";
import { makeFixture } from "./fixture.ts";
import { ours, planLanes } from "./lanes.ts";
import { measureLoading } from "./loading.ts";
import { measure } from "./measure.ts";
import { help, readOptions, type Options } from "./options.ts";
import { peersOf } from "./peers.ts";
import { conditionsText, rowsOf, sectionText, summaryLine, type Section } from "./report.ts";

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
  const timings = measure(
    plans.map((plan) => plan.loaded),
    options.events,
    options.seconds,
  );
  return { rules: count, comparison, rows: rowsOf(plans, timings), loading };
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
  return sections.some(({ comparison }) => comparison.unequal > 0) ? 1 : 0;
};

const main = (args: readonly string[]): number => {
  let options: Options | undefined;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  if (options !== undefined) return run(options);
  console.log(help);
  return 0;
};

process.exitCode = main(process.argv.slice(2));
