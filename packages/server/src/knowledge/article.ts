/** What an article is: about a rule or regulation, a typical case, or teaching material. */
export const articleKinds = ["rule", "case", "teaching"] as const;

/** One or both of the languages. */
export interface Texts {
  readonly "zh-CN"?: string;
  readonly en?: string;
}

/** An article as people write it: plain text; an empty line parts paragraphs. */
export interface ArticleGiven {
  readonly kind: (typeof articleKinds)[number];
  readonly title: Texts;
  readonly body: Texts;
  readonly tags: readonly string[];
  /** Ids of rules that it is about. */
  readonly rules: readonly string[];
}

/** An article as it is kept. */
export interface Article extends ArticleGiven {
  readonly id: string;
  readonly version: number;
  readonly state: "open" | "retired";
  readonly changedAt: string;
  readonly changedBy: string;
}

const texts = (maxLength: number, pattern: string): object => {
  const text = { type: "string", minLength: 1, maxLength, pattern };
  return {
    type: "object",
    properties: { "zh-CN": text, en: text },
    minProperties: 1,
    additionalProperties: false,
  };
};

/** A line, and several of them, with something in them. */
const line = "^(?=.*\\S)[^\\u0000-\\u001f]*$";
const lines = "^(?=[\\s\\S]*\\S)[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$";

/** Id of a rule. */
export const ruleId = { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$" } as const;

/** Properties of an article in a request. */
export const articleProperties: Readonly<Record<keyof ArticleGiven, object>> = {
  kind: { enum: articleKinds },
  title: texts(200, line),
  body: texts(20_000, lines),
  tags: {
    type: "array",
    maxItems: 10,
    uniqueItems: true,
    items: { type: "string", minLength: 1, maxLength: 40, pattern: line },
  },
  rules: { type: "array", maxItems: 20, uniqueItems: true, items: ruleId },
};

/** The languages of a text, for one that may lack either. */
export const inBoth = (given: Texts): { readonly "zh-CN": string; readonly en: string } => ({
  "zh-CN": given["zh-CN"] ?? given.en ?? "",
  en: given.en ?? given["zh-CN"] ?? "",
});
