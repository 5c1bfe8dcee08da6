/** The two languages that every name, message and page exists in. */
export type Locale = "zh-CN" | "en";

/** A text in both languages. Neither is optional: a product that falls back silently is half translated. */
export interface LocalizedText {
  readonly "zh-CN": string;
  readonly en: string;
}

/** JSON Schema of {@link LocalizedText}. */
export const localizedTextSchema = {
  $id: "urn:probity:schema:text:1",
  type: "object",
  properties: {
    "zh-CN": { type: "string", minLength: 1, maxLength: 2000 },
    en: { type: "string", minLength: 1, maxLength: 2000 },
  },
  required: ["zh-CN", "en"],
  additionalProperties: false,
} as const;
