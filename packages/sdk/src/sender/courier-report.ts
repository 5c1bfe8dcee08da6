import type { ProbityError } from "@probity/contracts";
import type { ReceiptFacts } from "./receipts.ts";

/** What the delivering thread tells the client. */
export type CourierReport =
  | {
      readonly kind: "delivered";
      readonly count: number;
      readonly duplicates: number;
      readonly quarantined: number;
      readonly receipts: ReceiptFacts;
      /** Hash of the bundle in force, where the server names one. */
      readonly bundle: string | undefined;
    }
  /** An attempt failed and is made again. */
  | { readonly kind: "retry"; readonly error: ProbityError; readonly receipts: ReceiptFacts }
  /** An event was set aside in the dead-letter file. */
  | { readonly kind: "deadletter"; readonly status: number; readonly detail: string; readonly file: string }
  /** Unreadable bytes were set aside. */
  | { readonly kind: "damage"; readonly error: ProbityError }
  /** A stream ended in a hole and goes on in another; told in the log as `stream.gap`. */
  | { readonly kind: "error"; readonly error: ProbityError };
