import type { Instant } from "./instants.ts";

/** The library of articles, and what of it was sent to whom. */
export interface KnowledgeTables {
  readonly kb_article: {
    readonly id: string;
    readonly version: number;
    readonly kind: "rule" | "case" | "teaching";
    readonly state: "open" | "retired";
    readonly body: string;
    readonly words: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly kb_version: {
    readonly id: string;
    readonly version: number;
    readonly act: string;
    readonly article: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly kb_push: {
    readonly id: string;
    readonly article: string;
    readonly version: number;
    readonly title: string;
    readonly kind: "person" | "unit";
    readonly subject: string;
    readonly unit: string | null;
    readonly via: "person" | "unit";
    readonly receivers: string;
    readonly sent_at: Instant;
    readonly sent_by: string;
  };
}
