import { count, localized, many, pageOf, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { chainLinks, unitKinds } from "./kinds.ts";
import { problemCodes } from "./rows/problem.ts";
import { rowKinds } from "./rows/row-kinds.ts";

const unit = {
  id: text,
  name: localized,
  kind: { enum: [...unitKinds, null] },
  parent: textOrNone,
  ended: yesNo,
};

/** Answer of the list of units. */
export const unitsAnswer: object = pageOf("units", answerOf(unit));

const post = answerOf({
  id: text,
  name: localized,
  unit: text,
  head: yesNo,
  riskGrade: { type: ["integer", "null"] },
  ended: yesNo,
  holders: many(text),
});

/** A unit with what is around it. */
export const unitAnswer: object = answerOf({
  ...unit,
  line: many(text),
  chain: answerOf({ unit: text, ...Object.fromEntries(chainLinks.map((link) => [link, textOrNone])) }),
  children: many(text),
  posts: many(post),
});

/** Answer of the list of posts. */
export const postsAnswer: object = pageOf("posts", post);

/** Answer of the list of people. */
export const peopleAnswer: object = pageOf(
  "people",
  answerOf({
    id: text,
    name: text,
    unit: textOrNone,
    email: textOrNone,
    phone: textOrNone,
    keys: many(text),
    revokedAt: textOrNone,
  }),
);

/** Who holds which post. */
export const holdersAnswer: object = pageOf(
  "holders",
  answerOf({ id: text, post: text, person: text, validFrom: text, validTo: textOrNone }),
);

/** Who stands in for whom. */
export const delegationsAnswer: object = pageOf(
  "delegations",
  answerOf({
    id: text,
    from: text,
    to: text,
    permissions: { type: ["array", "null"], items: text },
    reason: text,
    validFrom: text,
    validTo: text,
  }),
);

/** Declared relations. */
export const relationsAnswer: object = pageOf(
  "relations",
  answerOf({
    id: text,
    from: text,
    to: text,
    kind: text,
    validFrom: textOrNone,
    validTo: textOrNone,
    declaredBy: text,
    changedAt: text,
    changedBy: text,
  }),
);

/** Gaps in the chains. */
export const gapsAnswer: object = answerOf({
  gaps: many(
    answerOf({
      unit: text,
      name: localized,
      code: { enum: ["link_missing", "link_ended", "link_kind", "nobody", "parent_ended"] },
      link: { enum: [...chainLinks, "unit"] },
      target: textOrNone,
      from: text,
    }),
  ),
});

/** A single change. */
export const changedAnswer: object = answerOf({
  id: textOrNone,
  change: { enum: ["added", "changed", "unchanged"] },
});

/** What became of the rows of a file. */
export const reportAnswer: object = answerOf({
  kind: { enum: rowKinds },
  rows: count,
  added: count,
  changed: count,
  unchanged: count,
  refused: count,
  applied: yesNo,
  problems: many(
    answerOf({
      line: count,
      column: textOrNone,
      code: { enum: problemCodes },
      value: text,
      message: localized,
    }),
  ),
  ids: many(text),
  sha256: text,
});
