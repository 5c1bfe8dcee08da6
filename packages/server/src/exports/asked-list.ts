import type { Locale } from "@probity/contracts";

/** A list as it was asked for. */
export interface AskedList {
  readonly filter: Readonly<Record<string, unknown>>;
  /** Place in the log. */
  readonly asOf: number;
  readonly askedAt: Date;
  readonly language: Locale;
}
