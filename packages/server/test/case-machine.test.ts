import { describe, expect, test } from "vitest";
import { isDeclared, moversOf, targetOf, transitionNames, transitionOf } from "../src/cases/machine.ts";
import { caseStates } from "../src/cases/states.ts";
import { roles } from "../src/access/index.ts";

/** Section 9 of the catalogue, written down a second time: from, to, who; who at risk level 1 behind a slash. */
const table = `
warned assigned dispatcher
warned merged dispatcher
merged warned dispatcher
assigned assigned dispatcher,handler
assigned verifying handler
verifying verifying handler,reviewer,approver/handler,discipline
verifying not_a_problem reviewer,approver/discipline
verifying disposing handler
verifying transferred discipline
disposing transferred discipline
disposing verifying approver
disposing applying approver
applying disposing reviewer
applying appraising reviewer
appraising applying appraiser
appraising appraising appraiser
appraising closed appraiser
closed verifying reviewer,approver,discipline
not_a_problem verifying reviewer,approver,discipline
transferred verifying discipline
transferred applying discipline
transferred appraising discipline
warned suspended approver
assigned suspended approver
verifying suspended approver
disposing suspended approver
applying suspended approver
appraising suspended approver
transferred suspended approver
suspended warned approver,system
suspended assigned approver,system
suspended verifying approver,system
suspended disposing approver,system
suspended applying approver,system
suspended appraising approver,system
suspended transferred approver,system
`;

const key = (from: string, to: string, mover: string, level: number): string =>
  `${from} > ${to} by ${mover} at ${level}`;

const expected = new Set(
  table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [from = "", to = "", who = ""] = line.split(" ");
      const [normal = "", grave = normal] = who.split("/");
      return [1, 2, 3].flatMap((level) =>
        (level === 1 ? grave : normal).split(",").map((mover) => key(from, to, mover, level)),
      );
    }),
);

describe("CA-1: the machine is the table of the catalogue and nothing else", () => {
  test("every state, step, role and risk level is allowed exactly as written", () => {
    const movers = [...roles, "system"] as const;
    const open = caseStates.filter((state) => transitionOf("suspend").from.includes(state));
    const found = new Set<string>();
    for (const name of transitionNames)
      for (const from of caseStates)
        for (const mover of movers)
          for (const level of [1, 2, 3]) {
            if (!isDeclared(name, from, mover, level)) continue;
            const before = from === "suspended" ? open : [null];
            for (const one of before)
              found.add(key(from, targetOf(transitionOf(name), from, one), mover, level));
          }
    expect([...found].toSorted()).toEqual([...expected].toSorted());
  });

  test("every required field is declared, and every step that asks for a reason has codes", () => {
    for (const name of transitionNames) {
      const { fields, required, about } = transitionOf(name);
      expect(Object.keys(fields)).toEqual(expect.arrayContaining([...required]));
      expect(about.length).toBeGreaterThan(10);
      if ("reasonCode" in fields) expect(required).toContain("reasonCode");
    }
  });

  test("nothing is closed from warned, and what is done by two persons names other roles than who proposes", () => {
    for (const name of transitionNames) {
      const { from, to } = transitionOf(name);
      if (from.includes("warned")) expect(["closed", "not_a_problem"]).not.toContain(to);
    }
    for (const level of [1, 2])
      expect(moversOf(transitionOf("agree_dismissal"), level)).not.toContain("handler");
  });
});
