/** Bounds of the Probity profile of CEL (RU-2). */
export const profileLimits = {
  /** UTF-8 bytes of the text. */
  bytes: 4096,
  nodes: 500,
  depth: 32,
  macroNesting: 2,
  /** Items of a list or map literal. */
  literalItems: 64,
  /** Characters of an RE2 pattern. */
  pattern: 256,
  /** Open brackets at one place; guards the parser, which descends into them. */
  brackets: 64,
} as const;
