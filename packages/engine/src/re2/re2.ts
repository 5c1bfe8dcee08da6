import { RE2JS } from "@bufbuild/re2";
import type { Pattern, RegexEngine } from "../types.ts";
import { wholeTextPattern } from "./whole-text.ts";

/**
 * The RE2 dialect in time linear in the text, by `@bufbuild/re2`. Pass it as `regex` to `compile` when rules match
 * patterns. Throws on an invalid pattern.
 */
export const re2: RegexEngine = (pattern: string): Pattern => {
  const compiled = RE2JS.compile(pattern);
  const inside = wholeTextPattern(pattern);
  if (inside === undefined) return { test: (text: string): boolean => compiled.test(text) };
  const whole = RE2JS.compile(inside);
  return { test: (text: string): boolean => whole.testExact(text) };
};
