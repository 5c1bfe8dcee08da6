import type { ErrorCode } from "./index.ts";

/** One problem of several: where, what, and where it is known, what would put it right. */
export interface ErrorItem {
  readonly path: string;
  readonly message: string;
  /** In an expression: the character it points at, counted from 0, and how many it covers. */
  readonly at?: number | undefined;
  readonly length?: number | undefined;
  /** Text that should stand in place of those characters. */
  readonly fix?: string | undefined;
}

const brand: unique symbol = Symbol.for("probity.error");

/**
 * The one error class. Match by `code`. `instanceof` also holds for an error made by another copy of this package.
 */
export class ProbityError extends Error {
  static {
    Object.defineProperty(this, Symbol.hasInstance, {
      value: (value: unknown): boolean => typeof value === "object" && value !== null && brand in value,
    });
  }

  readonly code: ErrorCode;
  /** Per-field problems, where there are several. */
  readonly errors: readonly ErrorItem[];

  constructor(
    code: ErrorCode,
    message: string,
    options?: {
      readonly cause?: unknown;
      readonly errors?: readonly ErrorItem[];
    },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ProbityError";
    this.code = code;
    this.errors = options?.errors ?? [];
    Object.defineProperty(this, brand, { value: true });
  }
}
