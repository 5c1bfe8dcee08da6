import type { DatabaseSync } from "node:sqlite";
import type { Probity } from "@probity/sdk";
import type { ActStore, ApprovalStore, ProcessStore, SessionStore } from "./store/index.ts";

/** What the routes work with. */
export interface Services {
  readonly database: DatabaseSync;
  readonly processes: ProcessStore;
  readonly history: ActStore;
  readonly approvals: ApprovalStore;
  readonly sessions: SessionStore;
  readonly probity: Probity;
  readonly now: () => number;
  /** Unguessable text for ids. */
  readonly random: () => string;
}
