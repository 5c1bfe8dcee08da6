// Compares our verdicts with two independent CEL libraries until enough were compared (EN-2). `--help` says more.
import { parseArgs } from "node:util";
import type { JsonObject } from "@probity/contracts";
import * as fc from "fast-check";
import { damageEvents } from "../corpus/damage.ts";
import { makeEvents, withoutFeatures } from "../corpus/events.ts";
import { compareCorpus, compareRandom, type Difference, newTally, type Tally } from "./compare.ts";
import { knownDifferences } from "./known.ts";
import { oracles } from "./oracles.ts";
import { randomCondition, randomEvent } from "./random-rules.ts";

const help = `diff:engine: our evaluator against ${oracles.map(({ name }) => name).join(" and ")}, verdict by verdict (EN-2).

  --verdicts 1000000   how many comparisons
  --seed 1             the same seed compares the same things
  --help

Compared are the 82 rules of the corpus on intact events, on events with one to thirty damages, on events without what
only a server knows, and random expressions on random events. Exit code 1: a difference that no documented one explains;
the first of them are printed. 2: the command line is wrong.`;

interface Options {
  readonly verdicts: number;
  readonly seed: number;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      verdicts: { type: "string", default: "1000000" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const [verdicts, seed] = [Number(values.verdicts), Number(values.seed)];
  if (!(Number.isSafeInteger(verdicts) && verdicts > 0))
    throw new RangeError(`not a number of verdicts: ${values.verdicts}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`not a seed: ${values.seed}`);
  return { verdicts, seed };
}

const eventsARound = 20;
const expressionsARound = 150;
const eventsAnExpression = 5;
const progressMs = 5000;

type Tallies = Readonly<Record<"intact" | "damaged" | "bare" | "random", Tally>>;

const titles: Readonly<Record<keyof Tallies, string>> = {
  intact: "corpus, intact events",
  damaged: "corpus, damaged events",
  bare: "corpus, events without features",
  random: "random expressions",
};

function compare({ verdicts, seed }: Options): Tallies {
  const tallies: Tallies = { intact: newTally(), damaged: newTally(), bare: newTally(), random: newTally() };
  const total = (): number => Object.values(tallies).reduce((sum, tally) => sum + tally.verdicts, 0);
  const onCorpus = compareCorpus();
  const started = performance.now();
  let shown = started;
  for (let round = 0; total() < verdicts; round++) {
    const events = makeEvents(eventsARound, seed + round);
    // The events are plain JSON; only their declared type lacks the index signature.
    onCorpus(tallies.intact, events as unknown as readonly JsonObject[]);
    onCorpus(tallies.damaged, damageEvents(events, seed + round));
    onCorpus(
      tallies.bare,
      events.slice(0, 2).map((event) => withoutFeatures(event) as unknown as JsonObject),
    );
    compareExpressions(tallies.random, seed + round);
    if (performance.now() - shown < progressMs) continue;
    shown = performance.now();
    const seconds = ((shown - started) / 1000).toFixed(0);
    console.log(`${seconds.padStart(5)} s  ${total().toLocaleString("en")} verdicts`);
  }
  return tallies;
}

function compareExpressions(tally: Tally, seed: number): void {
  const events = fc.array(randomEvent, { minLength: eventsAnExpression, maxLength: eventsAnExpression });
  const samples = fc.sample(fc.tuple(randomCondition, events), { seed, numRuns: expressionsARound });
  for (const [cel, given] of samples) compareRandom(tally, cel, given);
}

function explainedIn(tallies: Tallies): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { explained } of Object.values(tallies))
    for (const [name, count] of explained) all.set(name, (all.get(name) ?? 0) + count);
  return all;
}

function report(tallies: Tallies, seed: number): number {
  // The keys of a record of this type are these.
  for (const [kind, { verdicts, explained, unexplained }] of Object.entries(tallies) as [
    keyof Tallies,
    Tally,
  ][]) {
    const known = [...explained.values()].reduce((sum, count) => sum + count, 0);
    const figures = [verdicts, known, unexplained.length].map((figure) =>
      figure.toLocaleString("en").padStart(11),
    );
    console.log(
      `${titles[kind].padEnd(32)}${figures[0]} verdicts${figures[1]} explained${figures[2]} unexplained`,
    );
  }
  const explained = explainedIn(tallies);
  const several = "several of them at once";
  for (const { name, why } of knownDifferences)
    console.log(`  ${String(explained.get(name) ?? 0).padStart(8)}  ${name}: ${why}`);
  console.log(`  ${String(explained.get(several) ?? 0).padStart(8)}  ${several}`);
  const unexplained = Object.values(tallies).flatMap((tally) => tally.unexplained);
  for (const one of unexplained.toSorted((a, b) => a.cel.length - b.cel.length).slice(0, 20))
    console.error(inWords(one));
  const all = Object.values(tallies).reduce((sum, tally) => sum + tally.verdicts, 0);
  const known = [...explained.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `\ndiff:engine: ${all.toLocaleString("en")} verdicts compared, ${known.toLocaleString("en")} differences explained, ${unexplained.length.toLocaleString("en")} unexplained; seed ${seed}`,
  );
  return unexplained.length === 0 ? 0 : 1;
}

function inWords({ oracle, cel, event, ours, theirs, reason }: Difference): string {
  return `ours ${ours ?? `none (${reason?.detail})`}, ${oracle} ${theirs ?? "error"}: ${cel}\n    on ${JSON.stringify(event).slice(0, 400)}`;
}

function main(args: readonly string[]): number {
  let options: Options | undefined;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  if (options !== undefined) return report(compare(options), options.seed);
  console.log(help);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
