/** What a column of text takes as it is, and a person can read: no halves of surrogate pairs, no control characters. */
export const isPlain = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);
