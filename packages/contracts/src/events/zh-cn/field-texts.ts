/** What fields are, by path: names joined by dots, `[]` for the entries of a list. */
export type FieldTexts = Readonly<Record<string, string>>;
