import type { ErrorCode } from "./index.ts";

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
  readonly errors: readonly { readonly path: string; readonly message: string }[];

  constructor(
    code: ErrorCode,
    message: string,
    options?: {
      readonly cause?: unknown;
      readonly errors?: readonly { readonly path: string; readonly message: string }[];
    },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ProbityError";
    this.code = code;
    this.errors = options?.errors ?? [];
    Object.defineProperty(this, brand, { value: true });
  }
}
