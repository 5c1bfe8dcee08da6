import type { FromSchema } from "json-schema-to-ts";
import type { localizedTextSchema } from "../text.ts";
import type { Ir } from "./ir.ts";

/** What a window computes of its members (FE-1). */
export const windowFunctions = ["count", "exists", "sum", "avg", "min", "max", "distinct", "last"] as const;

/** One of {@link windowFunctions}. */
export type WindowFunction = (typeof windowFunctions)[number];

/**
 * JSON Schema of one feature of a rule (FE-1, FE-3): what the server knows beside the event, declared, so that it can be
 * prepared before a version goes live. Exactly one of `window`, `history`, `owners`, `shared` and `path` is given; rules
 * read it as `features.NAME`.
 */
export const featureSchema = {
  $id: "urn:probity:schema:feature:1",
  type: "object",
  properties: {
    description: { $ref: "urn:probity:schema:text:1" },
    window: {
      type: "object",
      properties: {
        fn: { enum: ["count", "exists", "sum", "avg", "min", "max", "distinct", "last"] },
        of: {
          type: "array",
          minItems: 1,
          maxItems: 20,
          uniqueItems: true,
          items: { type: "string", maxLength: 200 },
        },
        by: {
          type: "array",
          minItems: 1,
          maxItems: 6,
          items: { type: "string", minLength: 1, maxLength: 4096 },
        },
        at: {
          type: "array",
          minItems: 1,
          maxItems: 6,
          items: { type: "string", minLength: 1, maxLength: 4096 },
        },
        where: { type: "string", minLength: 1, maxLength: 4096 },
        value: { type: "string", minLength: 1, maxLength: 4096 },
        within: { type: "string", minLength: 1, maxLength: 100 },
        period: { enum: ["month", "quarter", "year"] },
        prior: { type: "boolean" },
        from: { enum: ["own", "all"] },
      },
      required: ["fn", "of", "by"],
      additionalProperties: false,
    },
    history: {
      type: "object",
      properties: {
        of: {
          type: "array",
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
          items: { type: "string", maxLength: 200 },
        },
      },
      additionalProperties: false,
    },
    owners: {
      type: "object",
      properties: {
        among: { type: "string", minLength: 1, maxLength: 4096 },
        depth: { type: "integer", minimum: 1, maximum: 20 },
        minShare: { type: "number", minimum: 0, maximum: 1 },
        kinds: {
          type: "array",
          minItems: 1,
          maxItems: 30,
          uniqueItems: true,
          items: { type: "string", minLength: 1, maxLength: 60 },
        },
      },
      required: ["among", "depth"],
      additionalProperties: false,
    },
    shared: {
      type: "object",
      properties: {
        among: { type: "string", minLength: 1, maxLength: 4096 },
        kinds: {
          type: "array",
          minItems: 1,
          maxItems: 30,
          uniqueItems: true,
          items: { type: "string", minLength: 1, maxLength: 60 },
        },
      },
      required: ["among", "kinds"],
      additionalProperties: false,
    },
    path: {
      type: "object",
      properties: {
        from: { type: "string", minLength: 1, maxLength: 4096 },
        to: { type: "string", minLength: 1, maxLength: 4096 },
        depth: { type: "integer", minimum: 1, maximum: 20 },
        minShare: { type: "number", minimum: 0, maximum: 1 },
        kinds: {
          type: "array",
          minItems: 1,
          maxItems: 30,
          uniqueItems: true,
          items: { type: "string", minLength: 1, maxLength: 60 },
        },
      },
      required: ["from", "to", "depth"],
      additionalProperties: false,
    },
  },
  minProperties: 1,
  maxProperties: 2,
  additionalProperties: false,
} as const;

/** A feature as the author of a rule declares it. */
export type Feature = FromSchema<typeof featureSchema, { references: [typeof localizedTextSchema] }>;

/** How long a window is: a duration, a parameter of the rule that holds one, or the calendar period of the act. */
export type WindowSpan =
  | { readonly within: string }
  | { readonly param: string }
  | { readonly period: "month" | "quarter" | "year" };

/** What the members of a window are made of: the same for all windows that only differ in function or span. */
export interface WindowMembers {
  /** Event types that are counted. */
  readonly of: readonly string[];
  /** Over a counted event: the parts of its key. A list gives a member for each of its items. */
  readonly by: readonly Ir[];
  /** Over a counted event: whether it counts. */
  readonly where?: Ir | undefined;
  /** Over a counted event: what is summed, compared or told apart. */
  readonly value?: Ir | undefined;
  /** `own`: events of the source that is judged; `all`: of every source. */
  readonly from: "own" | "all";
}

/** What a value is, so that it keeps its meaning in the database. */
export type FeatureValueKind = "int" | "double" | "money" | "string" | "timestamp" | "bool";

/** A windowed aggregate (FE-1). */
export interface CompiledWindow extends WindowMembers {
  readonly kind: "window";
  readonly fn: WindowFunction;
  /** Over the event under judgement: the parts of the key that is looked up. */
  readonly at: readonly Ir[];
  /** True when a part of the key is a list: the feature is then a list of `{key, value}`. */
  readonly each: boolean;
  readonly valueKind?: FeatureValueKind | undefined;
  readonly span: WindowSpan;
  /** True: the event under judgement is left out. */
  readonly prior: boolean;
}

/** The events of the same process so far, the one under judgement left out, by time. */
export interface CompiledHistory {
  readonly kind: "history";
  /** Empty: of every type. */
  readonly of: readonly string[];
}

/** Owners in common (FE-3). */
export interface CompiledOwners {
  readonly kind: "owners";
  readonly among: Ir;
  readonly depth: number;
  readonly minShare: number;
  readonly kinds: readonly string[];
}

/** Values that several have (FE-3). */
export interface CompiledShared {
  readonly kind: "shared";
  readonly among: Ir;
  readonly kinds: readonly string[];
}

/** Shortest paths from one to others (FE-3). */
export interface CompiledPath {
  readonly kind: "path";
  readonly from: Ir;
  readonly to: Ir;
  readonly depth: number;
  readonly minShare: number;
  readonly kinds: readonly string[];
}

/** A feature as a bundle carries it. */
export type CompiledFeature =
  | CompiledWindow
  | CompiledHistory
  | CompiledOwners
  | CompiledShared
  | CompiledPath;
