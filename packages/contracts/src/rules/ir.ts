import type { Json } from "../json.ts";

/**
 * A checked expression, neutral of any parser: what a bundle carries instead of CEL text (RU-2). The node forms are
 * defined and verified by `@probity/engine`; to everybody else an expression is opaque JSON.
 */
export type Ir = readonly Json[];
