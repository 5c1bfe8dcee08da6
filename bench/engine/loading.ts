import { canonicalJson, compile } from "@probity/engine";
import { re2 } from "@probity/engine/re2";
import { corpusBundle } from "../../packages/engine/test/corpus/corpus-bundle.ts";
import type { CorpusRule } from "../../packages/engine/test/corpus/corpus-rule.ts";
import type { Contender, Fixture } from "./contender.ts";
import { median } from "./statistics.ts";

/** CPU milliseconds of getting rules ready. */
export interface LoadTime {
  readonly what: string;
  /** The first time in this process. */
  readonly firstMs: number;
  /** Median of the last ten of twenty-five times: by then the machine code of a loader is made. */
  readonly warmMs: number;
}

const repeats = 25;
const last = 10;

const cpuMs = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const timeOf = (what: string, work: () => unknown): LoadTime => {
  const [firstMs = Number.NaN, ...warm] = Array.from({ length: repeats }, () => cpuMs(work));
  return { what, firstMs, warmMs: median(warm.slice(-last)) };
};

/**
 * From text to bundle (publishing), from a bundle's bytes to closures (what an SDK does), and the peers from text. Call
 * it before anything else has warmed the process up.
 */
export const measureLoading = (
  rules: readonly CorpusRule[],
  peers: readonly Contender[],
): readonly LoadTime[] => {
  const none: Fixture = { wire: [], typed: [] };
  const publish = timeOf("Probity: CEL text -> bundle", () => corpusBundle(rules));
  // `Json` has no room for interfaces without an index signature; a bundle is JSON all the same.
  const bytes = canonicalJson(corpusBundle(rules) as unknown as Parameters<typeof canonicalJson>[0]);
  const load = timeOf("Probity: bundle bytes -> ready", () => compile(JSON.parse(bytes), { regex: re2 }));
  return [
    publish,
    load,
    ...peers
      .filter((peer) => peer.complete && peer.checksData)
      .map((peer) => timeOf(`${peer.name}: CEL text -> ready`, () => peer.load(rules, none))),
  ];
};
