/**
 * The node forms of checked IR, as they travel in a bundle. A node is a JSON array whose first item names its form.
 *
 * | form | value |
 * | --- | --- |
 * | `["lit", code, value]` | a constant; see below |
 * | `["var", name]` | `event`, `record`, `params` or `now` |
 * | `["loc", level]` | the variable of an enclosing macro, the outermost being 0 |
 * | `["get", base, key, code]` | the field of a map |
 * | `["has", base, key]` | whether the field is there |
 * | `["at", base, index, code]` | the item of a list, the value of a map |
 * | `["and", a, b, ...]`, `["or", a, b, ...]`, `["not", a]`, `["if", test, a, b]` | logic that absorbs errors |
 * | `["all"\|"exists"\|"one"\|"filter"\|"map", range, code, body]` | a macro; `code` types its variable |
 * | `["mapif", range, code, test, body]` | `map` with a condition |
 * | `["bind", value, code, body]` | a name for a value, counted among the macros' variables |
 * | `["list", a, b, ...]`, `["dict", key, value, ...]` | literals |
 * | `["box", shape, a]` | ints inside `a` become boxed, where static types end |
 * | `["matches", a, pattern]` | an RE2 match; the pattern is a literal |
 * | `["call", id, a, b, ...]` | a function of `functions/table.ts` |
 *
 * Codes: `b` bool, `i` int, `u` uint, `d` double, `s` string, `y` bytes, `n` null, `t` timestamp, `r` duration,
 * `l` list, `m` map or record, `k` type, `*` not known. Literals carry JSON: `y` base64, `t` RFC 3339, `r` a duration
 * text, `k` a type's name.
 *
 * A shape says where ints are: `"i"` here, `["l", shape]` in the items, `["v", shape]` in a map's values,
 * `["m", key, shape, ...]` in these fields.
 */
export const irForms: readonly string[] = [
  "lit",
  "var",
  "loc",
  "get",
  "has",
  "at",
  "and",
  "or",
  "not",
  "if",
  "all",
  "exists",
  "one",
  "filter",
  "map",
  "mapif",
  "bind",
  "list",
  "dict",
  "box",
  "matches",
  "call",
];

/** Bounds of one expression in a bundle; wider than the profile's, since checking adds nodes. */
export const maxIrNodes = 4000;
export const maxIrDepth = 100;
