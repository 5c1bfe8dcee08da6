import { parseArgs } from "node:util";

/** Names that `--peers` takes. */
export const peerNames = ["hand", "marcbachmann", "bufbuild", "cel-js", "json-logic"] as const;

/** One of {@link peerNames}. */
export type PeerName = (typeof peerNames)[number];

/** What the command line asks for. */
export interface Options {
  readonly rules: readonly number[];
  readonly peers: readonly PeerName[];
  /** Time for each contender and each number of rules. */
  readonly seconds: number;
  readonly events: number;
  /** Events, intact and as many damaged, on which all verdicts are compared before anything is timed. */
  readonly checked: number;
  readonly json: string | undefined;
  /** Whether the program fails when a ratio falls below its floor. */
  readonly gate: boolean;
  /** Major versions of Node to run under, one after the other; empty = the running one. */
  readonly nodes: readonly number[];
}

/** Text of `--help`. */
export const help: string = `bench:engine: the Probity engine against other rule engines, in one process, on the same rules and events.

  --rules 12,82,510   numbers of rules to measure
  --peers ${peerNames.join(",")}
  --seconds 3         time for each contender and number of rules
  --events 1000       different events that the contenders go through
  --checked 200       of them, those on which all verdicts are compared, intact and damaged
  --quick             0.4 seconds, 12 and 82 rules, 200 events, gated: what CI runs, not to quote
  --gate              fail when a ratio at 82 rules falls below its floor, in two measurements
  --nodes 24,26       run under these versions of Node, one after the other
  --json FILE         write all figures with their conditions; with --nodes a file for each
  --help

Exit code 1: two engines disagree on a verdict, or a gated ratio fell. 2: the command line is wrong. A slow machine is
never an error: ratios are of CPU times in one process.`;

const wholeNumbers = (text: string): number[] => {
  const numbers = text.split(",").map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number > 0 && number <= 5000))
    throw new RangeError(`not a list of whole numbers from 1 to 5000: ${text}`);
  return numbers;
};

const isPeer = (name: string): name is PeerName => peerNames.some((peer) => peer === name);

const nodesOf = (text: string): number[] => {
  const majors = text.split(",").map(Number);
  if (!majors.every((major) => Number.isInteger(major) && major >= 22 && major < 100))
    throw new RangeError(`not a list of major versions of Node: ${text}`);
  return majors;
};

const peersOf = (text: string): PeerName[] =>
  text
    .split(",")
    .filter((name) => name !== "")
    .map((name) => {
      if (!isPeer(name)) throw new RangeError(`no such peer: ${name}; there are ${peerNames.join(", ")}`);
      return name;
    });

const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 600)) throw new RangeError(`not a number of seconds up to 600: ${text}`);
  return seconds;
};

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rules: { type: "string" },
      peers: { type: "string", default: peerNames.join(",") },
      seconds: { type: "string" },
      events: { type: "string" },
      checked: { type: "string" },
      quick: { type: "boolean", default: false },
      gate: { type: "boolean", default: false },
      nodes: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const [checked = 200] = wholeNumbers(values.checked ?? (values.quick ? "40" : "200"));
  const [events = 1000] = wholeNumbers(values.events ?? (values.quick ? "200" : "1000"));
  return {
    rules: wholeNumbers(values.rules ?? (values.quick ? "12,82" : "12,82,510")),
    peers: peersOf(values.peers),
    seconds: secondsOf(values.seconds ?? (values.quick ? "0.4" : "3")),
    events,
    checked: Math.min(events, checked),
    json: values.json,
    gate: values.gate || values.quick,
    nodes: values.nodes === undefined ? [] : nodesOf(values.nodes),
  };
};

const fileFor = (file: string, major: number): string =>
  file.endsWith(".json") ? `${file.slice(0, -5)}.node${major}.json` : `${file}.node${major}`;

/** The command line of one of the runs that `--nodes` asks for; each writes a JSON file of its own. */
export const argsOf = (options: Options, major: number): readonly string[] => {
  const { rules, peers, seconds, events, checked, json, gate } = options;
  return [
    `--rules=${rules.join()}`,
    `--peers=${peers.join()}`,
    `--seconds=${seconds}`,
    `--events=${events}`,
    `--checked=${checked}`,
    ...(gate ? ["--gate"] : []),
    ...(json === undefined ? [] : ["--json", fileFor(json, major)]),
  ];
};
