import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  createCosigner,
  createEd25519Signer,
  formatCheckpoint,
  openNote,
  parsePolicy,
  parseVerifierKey,
  quorumReached,
  signNote,
  witnessNames,
} from "../src/index.ts";
import { keyOf, log, logKey, witness } from "./support/keys.ts";

const vkey = (name: string): string => createCosigner(`witness.example/${name}`, keyOf(name)).vkey;
const example = `log ${log.vkey} https://log.example/

# The example of tlog-policy, with keys.
witness X1 ${vkey("X1")}
witness X2 ${vkey("X2")}\thttps://x2.example/
witness X3 ${vkey("X3")}
group X-witnesses 2 X1 X2 X3

 witness Y1 ${vkey("Y1")}
witness Y2 ${vkey("Y2")}
witness Y3 ${vkey("Y3")}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

test("LO-3: the example of tlog-policy: two of X and one of Y, in all 64 cases", () => {
  const policy = parsePolicy(example);
  const names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"];
  fc.assert(
    fc.property(fc.subarray(names), (cosigned) => {
      const count = (letter: string): number => cosigned.filter((name) => name.startsWith(letter)).length;
      expect(quorumReached(policy, cosigned)).toBe(count("X") >= 2 && count("Y") >= 1);
    }),
    { numRuns: 500 },
  );
  expect(policy.logs.map(({ verifier, url }) => [verifier.name, url])).toEqual([
    [log.name, "https://log.example/"],
  ]);
  expect(policy.witnesses.map(({ url }) => url)).toEqual([
    undefined,
    "https://x2.example/",
    ...Array(4).fill(undefined),
  ]);
});

test("LO-3: names of groups or strangers do not make a quorum", () => {
  const policy = parsePolicy(example);
  expect(quorumReached(policy, ["X-and-Y", "X-witnesses", "Y-witnesses", "none", "Z"])).toBe(false);
  expect(quorumReached(parsePolicy("quorum none\n"), [])).toBe(true);
});

test("LO-3: a policy knows its witnesses in a note by name and key", () => {
  const policy = parsePolicy(`witness district ${witness.vkey}\nquorum district`);
  const text = formatCheckpoint({ origin: log.name, size: 0, root: Buffer.alloc(32) });
  const verifiers = [logKey, ...policy.witnesses.map(({ verifier }) => verifier)];
  const open = (note: string): string[] => witnessNames(policy, openNote(note, verifiers)?.verified ?? []);
  const note = signNote(text, [log]);
  expect(quorumReached(policy, open(note))).toBe(false);
  expect(open(note + witness.cosign(text, 1))).toEqual(["district"]);
  expect(quorumReached(policy, open(note + witness.cosign(text, 1)))).toBe(true);
  const namesake = createEd25519Signer(witness.name, keyOf("namesake"));
  const byNamesake = openNote(signNote(text, [namesake]), [parseVerifierKey(namesake.vkey)]);
  expect(byNamesake?.verified).toHaveLength(1);
  expect(witnessNames(policy, byNamesake?.verified ?? [])).toEqual([]);
  expect(open(note + createCosigner("other.example", keyOf("other")).cosign(text, 1))).toEqual([]);
});

test.each([
  ["", /no quorum/],
  ["quorum X", /line 1: "X" is not defined/],
  ["quorum none\nquorum none", /line 2: there is a quorum/],
  ["quorum", /no line of a policy/],
  ["hello world", /no line of a policy/],
  ["log", /no line of a policy/],
  [`log ${vkey("a")}\nlog ${vkey("a")}\nquorum none`, /line 2: two lines for one log key/],
  [`witness a ${vkey("a")}\nwitness b ${vkey("a")}\nquorum none`, /line 2: two lines for one witness key/],
  [`witness a ${vkey("a")}\nwitness a ${vkey("b")}\nquorum none`, /line 2: the name "a" is taken/],
  [`witness none ${vkey("a")}\nquorum none`, /the name "none" is taken/],
  [`witness a ${log.vkey}\nquorum a`, /type 4/],
  [`witness a ${vkey("a")}x\nquorum a`, /base64/],
  [`witness a ${vkey("a")}\ngroup g all\nquorum g`, /line 2: a group of 0 cannot need "all"/],
  [`witness a ${vkey("a")}\ngroup g 2 a\nquorum g`, /cannot need "2"/],
  [`witness a ${vkey("a")}\ngroup g 0 a\nquorum g`, /cannot need "0"/],
  [`witness a ${vkey("a")}\ngroup g 01 a\nquorum g`, /cannot need "01"/],
  [`witness a ${vkey("a")}\ngroup g toString a\nquorum g`, /cannot need "toString"/],
  [`witness a ${vkey("a")}\ngroup g any a a\nquorum g`, /"a" is in a group already/],
  [`witness a ${vkey("a")}\ngroup g any a\ngroup h any a\nquorum g`, /line 3: "a" is in a group already/],
  ["group g any g\nquorum g", /"g" is not defined/],
  ["group g any none\nquorum g", /"none" is not defined/],
  ["quorum none\r\n", /control characters/],
  ["quorum none\u007F\n", /control characters/],
])("LO-3: %j is refused with line and reason", (text, reason) => {
  expect(() => parsePolicy(text)).toThrow(reason);
  expect(() => parsePolicy(text)).toThrow(TypeError);
});

const witnesses = (count: number): string =>
  Array.from({ length: count }, (_, at) => `witness w${at} ${vkey(`w${at}`)}\n`).join("");

test("LO-3: 32 logs, witnesses and groups are fine, thousands are not", () => {
  const nested = Array.from({ length: 31 }, (_, at) => `group g${at + 1} all g${at} w${at + 1}\n`).join("");
  const deep = parsePolicy(`${witnesses(32)}group g0 all w0\n${nested}quorum g31\n`);
  const names = deep.witnesses.map(({ name }) => name);
  expect(quorumReached(deep, names)).toBe(true);
  expect(quorumReached(deep, names.slice(1))).toBe(false);
  expect(() => parsePolicy(`${witnesses(257)}quorum none\n`)).toThrow(/line 257: too many/);
});
