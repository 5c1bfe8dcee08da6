import type { Locale } from "@probity/contracts";
import type { Texts } from "../i18n/index.ts";
import type { Person } from "../people.ts";

/** What the footer says about the SDK. */
export interface SdkStatus {
  /** Events in the spool that the server has not confirmed. */
  readonly pending: number;
  /** 0 = no bundle yet. */
  readonly bundleVersion: number;
  /** The server cannot be reached, or something else is wrong. */
  readonly degraded: boolean;
}

/** What every page knows. */
export interface PageContext {
  readonly locale: Locale;
  readonly t: Texts;
  readonly person?: Person | undefined;
  /** Goes into every form. */
  readonly csrf: string;
  readonly status: SdkStatus;
  /** Second approvals that wait for this person. */
  readonly waiting: number;
  /** Path of this page, for the way back after a change of language. */
  readonly path: string;
}
