import { outcomes } from "@probity/contracts";
import { count, countOrNone, localized, many, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { comparisons } from "./compare-hits.ts";
import { modelStates, modelSteps } from "./life.ts";

const state = { enum: modelStates };

const summary = {
  id: text,
  version: text,
  state,
  digest: text,
  name: localized,
  domain: text,
  rules: count,
  ruleIds: many(text),
  at: many(text),
  author: text,
  createdAt: text,
  changedAt: text,
  retiringBy: textOrNone,
};

const proof = {
  id: text,
  kind: { enum: ["check", "backtest", "shadow"] },
  digest: text,
  casesDigest: textOrNone,
  ok: yesNo,
  by: text,
  at: text,
};
const proofOrNull = { ...answerOf(proof), type: ["object", "null"] };

/** A page of versions. */
export const versionsAnswer: object = answerOf({ versions: many(answerOf(summary)), next: text }, ["next"]);

/** One version count; `model` and `cases` are as their published schemas say. */
export const versionAnswer: object = answerOf({
  ...summary,
  casesDigest: text,
  model: { type: "object" },
  cases: many({ type: "object" }),
  steps: many(answerOf({ step: { enum: Object.keys(modelSteps) }, needs: many(text) })),
  proofs: answerOf({ check: proofOrNull, backtest: proofOrNull, shadow: proofOrNull }),
  jobs: many(text),
  contributors: many(text),
});

/** The history of a version. */
export const historyAnswer: object = answerOf({
  steps: many(
    answerOf({
      n: count,
      step: text,
      state: text,
      digest: text,
      by: text,
      with: textOrNone,
      reason: textOrNone,
      details: {},
      at: text,
    }),
  ),
});

const versionStep = answerOf({ before: text, after: text, required: text, made: text, enough: yesNo });
const fieldChange = answerOf({ field: text, before: {}, after: {}, bump: text, formattedOnly: yesNo }, [
  "before",
  "after",
  "formattedOnly",
]);

/** Two versions compared. */
export const diffAnswer: object = answerOf({
  model: text,
  words: answerOf({
    model: answerOf({ before: text, after: text }),
    version: versionStep,
    added: many(text),
    removed: many(text),
    changed: many(answerOf({ rule: text, version: versionStep, changes: many(fieldChange) })),
    fields: many(fieldChange),
    same: yesNo,
  }),
  numbers: answerOf({ before: { type: "object" }, after: { type: "object" } }),
});

/** What storing a draft did. */
export const draftAnswer: object = answerOf({
  id: text,
  version: text,
  digest: text,
  casesDigest: text,
  outcome: { enum: ["created", "replaced", "unchanged"] },
});

/** Results without their contents. */
export const proofsAnswer: object = answerOf({ proofs: many(answerOf(proof)) });

/** A result count; what `result` holds goes by its kind. */
export const proofAnswer: object = answerOf({ ...proof, result: { type: "object" } });

const counts = {
  hit: count,
  clear: count,
  notApplicable: count,
  indeterminate: count,
  kept: count,
  new: count,
  lost: count,
  failed: count,
};

/** What a shadow run found. */
export const shadowAnswer: object = answerOf({
  digest: text,
  from: countOrNone,
  total: answerOf(counts),
  rules: many(answerOf({ rule: text, ...counts })),
  sources: many(answerOf({ source: text, ...counts })),
  days: many(answerOf({ day: text, ...counts })),
});

/** Hits of a shadow run. */
export const hitsAnswer: object = answerOf(
  {
    hits: many(
      answerOf({
        position: count,
        rule: text,
        binding: text,
        comparison: text,
        finding: { type: "object" },
      }),
    ),
    next: text,
  },
  ["next"],
);

const item = answerOf({ path: text, message: text, at: count, length: count, fix: text }, [
  "at",
  "length",
  "fix",
]);

const needed = answerOf({ scope: text, usedBy: many(text), id: countOrNone, left: count });

/** What a check found. */
export const checkAnswer: object = answerOf({
  id: text,
  version: text,
  digest: text,
  proof: text,
  ok: yesNo,
  problems: many(item),
  cases: answerOf({
    total: count,
    failed: many(
      answerOf({ rule: text, name: text, expected: text, actual: textOrNone, problems: many(text) }),
    ),
  }),
  uncovered: many(answerOf({ rule: text, lacks: many(text) })),
  lint: many(
    answerOf(
      {
        severity: { enum: ["info", "warning", "error"] },
        rule: text,
        check: text,
        message: text,
        path: text,
        at: count,
        length: count,
        fix: text,
      },
      ["path", "at", "length", "fix"],
    ),
  ),
  sources: many(answerOf({ source: text, ok: yesNo, errors: many(item) })),
  windows: many(needed),
});

const caseResult = { enum: ["hit", "clear", "not_applicable", "indeterminate"] };

/** What trying a rule gave. */
export const trialAnswer: object = answerOf({
  cases: many(
    answerOf({
      name: text,
      expected: caseResult,
      actual: { enum: [...caseResult.enum, null] },
      ok: yesNo,
      problems: many(text),
      steps: many(answerOf({ field: text, depth: count, text, value: {}, reason: textOrNone })),
      told: {
        ...answerOf({
          outcome: { enum: outcomes },
          shown: many(
            answerOf(
              {
                rule: text,
                version: text,
                result: text,
                level: count,
                name: localized,
                message: localized,
                evidence: many(answerOf({ name: text, label: localized, value: {} })),
                params: { type: "object" },
              },
              ["rule", "version", "level", "evidence", "params"],
            ),
          ),
        }),
        type: ["object", "null"],
      },
    }),
  ),
  left: count,
});

const sample = answerOf({
  position: count,
  id: text,
  source: text,
  type: text,
  subject: textOrNone,
  time: text,
  isErased: yesNo,
  values: many(answerOf({ path: text, value: {} })),
});

/** Events by which a backtest shows what a rule did. */
export const samplesAnswer: object = answerOf({
  rule: text,
  samples: answerOf({
    notApplicable: many(sample),
    indeterminate: many(sample),
    clear: many(sample),
    hit: many(sample),
  }),
});

/** Events behind hits of a backtest. */
export const backtestHitsAnswer: object = answerOf({
  rule: text,
  comparison: { enum: comparisons },
  events: many(sample),
});

/** Where a step led. */
export const stateAnswer: object = answerOf({ id: text, version: text, state });

const inForce = {
  id: text,
  version: text,
  state,
  replaced: textOrNone,
  released: count,
  waiting: many(answerOf({ source: text, left: count })),
  failed: many(answerOf({ source: text, detail: text })),
};

/** What a rollback or a retirement did. */
export const inForceAnswer: object = answerOf(inForce);

/** What a release did, or, tried dry, what it would replace and fill first. */
export const releaseAnswer: object = answerOf(
  {
    ...inForce,
    dryRun: yesNo,
    replaces: textOrNone,
    sources: count,
    windows: many(needed),
  },
  ["state", "replaced", "released", "waiting", "failed", "dryRun", "replaces", "sources", "windows"],
);
