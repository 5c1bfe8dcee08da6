// Prints how long each hostile case takes, warm and the first time, and how long each hostile text takes to be refused
// (EN-3: at most 5 ms). Times belong to the machine
// that ran them, so that this is a command and no test:
//   pnpm --filter @probity/engine measure:hostile
import { compile } from "../../src/index.ts";
import { re2 } from "../../src/re2/index.ts";
import { ProbityError } from "@probity/contracts";
import { compileModel } from "../../src/author/index.ts";
import { bundleOf, model, notice, now, purchase, rule } from "../support/make.ts";
import { hostileCases } from "./cases.ts";
import { hostileTexts } from "./texts.ts";

const runs = 25;
for (const { name, when, data } of hostileCases) {
  const evaluator = compile(bundleOf([rule({ when })]), { regex: re2 });
  const input = { type: purchase.type, data: data(), time: now };
  let code: string | undefined;
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    code = evaluator.evaluate(input).findings[0]?.reason?.code;
    return performance.now() - started;
  });
  const [first = 0, ...warm] = times;
  const median = warm.toSorted((a, b) => a - b)[warm.length >> 1] ?? 0;
  console.log(
    `${first.toFixed(1).padStart(7)} ms first ${median.toFixed(1).padStart(7)} ms warm  ${code ?? "?"}  ${name}`,
  );
}

for (const { name, when, code } of hostileTexts) {
  const started = performance.now();
  let given: string | undefined;
  try {
    compileModel(model(rule({ when })), [purchase, notice]);
  } catch (error) {
    given = error instanceof ProbityError ? error.code : String(error);
  }
  const took = performance.now() - started;
  console.log(
    `${took.toFixed(1).padStart(7)} ms to refuse            ${given ?? "accepted"}${given === code ? "" : " (!)"}  ${name}`,
  );
}
