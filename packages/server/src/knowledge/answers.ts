import { answerOf } from "../ops/describe.ts";
import { articleKinds } from "./article.ts";
import { count, many, text, textOrNone } from "../ops/answer-parts.ts";

const localized = answerOf({ "zh-CN": text, en: text });
const localizedOrNull = { ...localized, type: ["object", "null"] };
const texts = answerOf({ "zh-CN": text, en: text }, ["zh-CN", "en"]);
const next = { ...text, description: "Cursor" };

const article = {
  id: text,
  version: count,
  kind: { enum: articleKinds },
  state: { enum: ["open", "retired"] },
  title: texts,
  body: texts,
  tags: many(text),
  rules: many(text),
  changedAt: text,
  changedBy: text,
};

/** One article. */
export const articleAnswer: object = answerOf(article);
/** A page of articles. */
export const articlesAnswer: object = answerOf({ articles: many(articleAnswer), next }, ["next"]);
/** One article with its versions. */
export const wholeArticleAnswer: object = answerOf({
  ...article,
  versions: many(answerOf({ version: count, act: text, at: text, by: text, article: articleAnswer })),
});
/** A page of what the library says of rules in force. */
export const ruleTextsAnswer: object = answerOf(
  {
    rules: many(
      answerOf({
        rule: text,
        version: text,
        model: text,
        modelVersion: text,
        modelName: localized,
        domain: text,
        level: count,
        class: { enum: ["business", "integrity"] },
        name: localized,
        point: localized,
        explanation: localized,
        advice: localizedOrNull,
        basis: many(text),
      }),
    ),
    next,
  },
  ["next"],
);

const about = { kind: { enum: ["person", "unit"] }, unit: textOrNone, via: { enum: ["person", "unit"] } };

/** What became of a push. */
export const pushedAnswer: object = answerOf({ id: text, unit: textOrNone, via: about.via, to: many(text) });
/** A page of pushes. */
export const pushesAnswer: object = answerOf(
  {
    pushes: many(
      answerOf({
        id: text,
        article: text,
        title: localized,
        ...about,
        subject: text,
        receivers: many(answerOf({ id: text, name: textOrNone, readAt: textOrNone })),
        sentAt: text,
        sentBy: text,
      }),
    ),
    next,
  },
  ["next"],
);
