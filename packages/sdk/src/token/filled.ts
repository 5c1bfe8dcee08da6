/** Says something: spaces and invisible characters alone do not. */
export const filled = (text: unknown): text is string => typeof text === "string" && /[^\s\p{C}]/u.test(text);
