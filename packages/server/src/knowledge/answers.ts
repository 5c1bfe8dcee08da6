import { answerOf } from "../ops/describe.ts";
import { articleKinds } from "./article.ts";

const text = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;
const whole = { type: "integer" } as const;
const list = (items: object): object => ({ type: "array", items });
const localized = answerOf({ "zh-CN": text, en: text });
const localizedOrNull = { ...localized, type: ["object", "null"] };
const texts = answerOf({ "zh-CN": text, en: text }, ["zh-CN", "en"]);
const next = { ...text, description: "Cursor" };

const article = {
  id: text,
  version: whole,
  kind: { enum: articleKinds },
  state: { enum: ["open", "retired"] },
  title: texts,
  body: texts,
  tags: list(text),
  rules: list(text),
  changedAt: text,
  changedBy: text,
};

/** One article. */
export const articleAnswer: object = answerOf(article);
/** A page of articles. */
export const articlesAnswer: object = answerOf({ articles: list(articleAnswer), next }, ["next"]);
/** One article with its versions. */
export const wholeArticleAnswer: object = answerOf({
  ...article,
  versions: list(answerOf({ version: whole, act: text, at: text, by: text, article: articleAnswer })),
});
/** A page of what the library says of rules in force. */
export const ruleTextsAnswer: object = answerOf(
  {
    rules: list(
      answerOf({
        rule: text,
        version: text,
        model: text,
        modelVersion: text,
        modelName: localized,
        domain: text,
        level: whole,
        class: { enum: ["business", "integrity"] },
        name: localized,
        point: localized,
        explanation: localized,
        advice: localizedOrNull,
        basis: list(text),
      }),
    ),
    next,
  },
  ["next"],
);

const about = { kind: { enum: ["person", "unit"] }, unit: textOrNull, via: { enum: ["person", "unit"] } };

/** What became of a push. */
export const pushedAnswer: object = answerOf({ id: text, unit: textOrNull, via: about.via, to: list(text) });
/** A page of pushes. */
export const pushesAnswer: object = answerOf(
  {
    pushes: list(
      answerOf({
        id: text,
        article: text,
        title: localized,
        ...about,
        subject: text,
        receivers: list(answerOf({ id: text, name: textOrNull, readAt: textOrNull })),
        sentAt: text,
        sentBy: text,
      }),
    ),
    next,
  },
  ["next"],
);
