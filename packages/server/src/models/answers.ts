import { outcomes } from "@probity/contracts";
import { answerOf } from "../ops/describe.ts";
import { modelStates, modelSteps } from "./life.ts";

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const flag = { type: "boolean" } as const;
const orNull = (schema: { readonly type: string }): object => ({ ...schema, type: [schema.type, "null"] });
const list = (items: object): object => ({ type: "array", items });
const localized = answerOf({ "zh-CN": text, en: text });
const state = { enum: modelStates };

const summary = {
  id: text,
  version: text,
  state,
  digest: text,
  name: localized,
  domain: text,
  rules: whole,
  ruleIds: list(text),
  at: list(text),
  author: text,
  createdAt: text,
  changedAt: text,
  retiringBy: orNull(text),
};

const proof = {
  id: text,
  kind: { enum: ["check", "backtest", "shadow"] },
  digest: text,
  casesDigest: orNull(text),
  ok: flag,
  by: text,
  at: text,
};
const proofOrNull = { ...answerOf(proof), type: ["object", "null"] };

/** A page of versions. */
export const versionsAnswer: object = answerOf({ versions: list(answerOf(summary)), next: text }, ["next"]);

/** One version whole; `model` and `cases` are as their published schemas say. */
export const versionAnswer: object = answerOf({
  ...summary,
  casesDigest: text,
  model: { type: "object" },
  cases: list({ type: "object" }),
  steps: list(answerOf({ step: { enum: Object.keys(modelSteps) }, needs: list(text) })),
  proofs: answerOf({ check: proofOrNull, backtest: proofOrNull, shadow: proofOrNull }),
  jobs: list(text),
  contributors: list(text),
});

/** The history of a version. */
export const historyAnswer: object = answerOf({
  steps: list(
    answerOf({
      n: whole,
      step: text,
      state: text,
      digest: text,
      by: text,
      with: orNull(text),
      reason: orNull(text),
      details: {},
      at: text,
    }),
  ),
});

const versionStep = answerOf({ before: text, after: text, required: text, made: text, enough: flag });
const fieldChange = answerOf({ field: text, before: {}, after: {}, bump: text, formattedOnly: flag }, [
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
    added: list(text),
    removed: list(text),
    changed: list(answerOf({ rule: text, version: versionStep, changes: list(fieldChange) })),
    fields: list(fieldChange),
    same: flag,
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
export const proofsAnswer: object = answerOf({ proofs: list(answerOf(proof)) });

/** A result whole; what `result` holds goes by its kind. */
export const proofAnswer: object = answerOf({ ...proof, result: { type: "object" } });

const counts = {
  hit: whole,
  clear: whole,
  notApplicable: whole,
  indeterminate: whole,
  kept: whole,
  new: whole,
  lost: whole,
  failed: whole,
};

/** What a shadow run found. */
export const shadowAnswer: object = answerOf({
  digest: text,
  from: orNull(whole),
  total: answerOf(counts),
  rules: list(answerOf({ rule: text, ...counts })),
  sources: list(answerOf({ source: text, ...counts })),
  days: list(answerOf({ day: text, ...counts })),
});

/** Hits of a shadow run. */
export const hitsAnswer: object = answerOf(
  {
    hits: list(
      answerOf({
        position: whole,
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

const item = answerOf({ path: text, message: text, at: whole, length: whole, fix: text }, [
  "at",
  "length",
  "fix",
]);

const needed = answerOf({ scope: text, usedBy: list(text), id: orNull(whole), left: whole });

/** What a check found. */
export const checkAnswer: object = answerOf({
  id: text,
  version: text,
  digest: text,
  proof: text,
  ok: flag,
  problems: list(item),
  cases: answerOf({
    total: whole,
    failed: list(
      answerOf({ rule: text, name: text, expected: text, actual: orNull(text), problems: list(text) }),
    ),
  }),
  uncovered: list(answerOf({ rule: text, lacks: list(text) })),
  lint: list(
    answerOf(
      {
        severity: { enum: ["info", "warning", "error"] },
        rule: text,
        check: text,
        message: text,
        path: text,
        at: whole,
        length: whole,
        fix: text,
      },
      ["path", "at", "length", "fix"],
    ),
  ),
  sources: list(answerOf({ source: text, ok: flag, errors: list(item) })),
  windows: list(needed),
});

const caseResult = { enum: ["hit", "clear", "not_applicable", "indeterminate"] };

/** What trying a rule gave. */
export const trialAnswer: object = answerOf({
  cases: list(
    answerOf({
      name: text,
      expected: caseResult,
      actual: { enum: [...caseResult.enum, null] },
      ok: flag,
      problems: list(text),
      steps: list(answerOf({ field: text, depth: whole, text, value: {}, reason: orNull(text) })),
      told: {
        ...answerOf({
          outcome: { enum: outcomes },
          shown: list(
            answerOf(
              {
                rule: text,
                version: text,
                result: text,
                level: whole,
                name: localized,
                message: localized,
                evidence: list(answerOf({ name: text, label: localized, value: {} })),
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
  left: whole,
});

const sample = answerOf({
  position: whole,
  id: text,
  source: text,
  type: text,
  subject: orNull(text),
  time: text,
  isErased: flag,
  values: list(answerOf({ path: text, value: {} })),
});

/** Events by which a backtest shows what a rule did. */
export const samplesAnswer: object = answerOf({
  rule: text,
  samples: answerOf({
    notApplicable: list(sample),
    indeterminate: list(sample),
    clear: list(sample),
    hit: list(sample),
  }),
});

/** Where a step led. */
export const stateAnswer: object = answerOf({ id: text, version: text, state });

const inForce = {
  id: text,
  version: text,
  state,
  replaced: orNull(text),
  released: whole,
  waiting: list(answerOf({ source: text, left: whole })),
  failed: list(answerOf({ source: text, detail: text })),
};

/** What a rollback or a retirement did. */
export const inForceAnswer: object = answerOf(inForce);

/** What a release did, or, tried dry, what it would replace and fill first. */
export const releaseAnswer: object = answerOf(
  {
    ...inForce,
    dryRun: flag,
    replaces: orNull(text),
    sources: whole,
    windows: list(needed),
  },
  ["state", "replaced", "released", "waiting", "failed", "dryRun", "replaces", "sources", "windows"],
);
