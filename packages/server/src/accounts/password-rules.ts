import { ProbityError } from "@probity/contracts";

/** Bounds of a password, in characters. */
export const passwordLength = { min: 12, max: 200 } as const;

/** What passwords of twelve characters and more are often made of, in lower case. */
const common: readonly string[] = [
  "password",
  "passw0rd",
  "p@ssw0rd",
  "qwertyuiop",
  "qwerty",
  "1qaz2wsx",
  "qazwsxedc",
  "asdfghjkl",
  "zxcvbnm",
  "iloveyou",
  "letmein",
  "welcome",
  "admin",
  "administrator",
  "changeme",
  "woaini",
  "5201314",
  "1234567890",
  "123456789",
  "12345678",
  "123456",
  "987654321",
  "abcdefgh",
  "abcd1234",
  "abc123",
  "a123456",
  "111111",
  "000000",
  "888888",
  "666666",
  "probity",
];

/** Distinct characters that a password has at least. */
const minDistinct = 6;
/** Characters that are left at least when own names and common parts are taken out. */
const minOwn = 6;

/**
 * Throws `PROBITY_E_PASSWORD` for a password that is too short, or that little is left of without the person's own names and
 * what passwords are often made of. Nothing else is asked: rules about kinds of characters make passwords worse.
 */
export function checkPassword(password: string, names: readonly string[]): void {
  const characters = Array.from(password);
  if (characters.length < passwordLength.min)
    throw new ProbityError("PROBITY_E_PASSWORD", `it has fewer than ${passwordLength.min} characters`);
  if (new Set(characters).size < minDistinct)
    throw new ProbityError("PROBITY_E_PASSWORD", "it repeats the same few characters");
  let left = password.normalize("NFKC").toLowerCase();
  // The longest first, so that none is hidden by a part of it that went before.
  const parts = [...names.flatMap(partsOf), ...common].toSorted((a, b) => b.length - a.length);
  for (const part of parts) left = left.replaceAll(part, "");
  if (Array.from(left).length < minOwn)
    throw new ProbityError("PROBITY_E_PASSWORD", "it is made of a common password or of the person's names");
}

const partsOf = (name: string): readonly string[] => {
  const whole = name.normalize("NFKC").toLowerCase();
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((part) => Array.from(part).length >= 2);
};
