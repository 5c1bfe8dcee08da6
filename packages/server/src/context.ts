import type { CaseHooks } from "./cases/index.ts";
import type { ServerConfig } from "./config/index.ts";
import type { Calendars } from "./calendar/index.ts";
import type { Witnesses } from "./cosigning/index.ts";
import type { Windows } from "./features/index.ts";
import type { Guard } from "./guard/index.ts";
import type { Ingester } from "./ingest/index.ts";
import type { JobRunner } from "./jobs/index.ts";
import type { CheckCounter } from "./breakers/index.ts";
import type { BundleKeys, Signer } from "./keys/index.ts";
import type { Links } from "./links/index.ts";
import type { Durability, ProvableLog } from "./log/index.ts";
import type { Actor, PersonTokens } from "./people/index.ts";
import type { DevModels } from "./models/index.ts";
import type { Notices } from "./notify/index.ts";
import type { Memory } from "./precheck/index.ts";
import type { Push } from "./push/index.ts";
import type { Bundles } from "./rules/index.ts";
import type { Scorer } from "./score/index.ts";
import type { SourceKeys } from "./sources/index.ts";
import type { Organisation } from "./org/index.ts";
import type { Store } from "./store/index.ts";
import type { TypeRegistry } from "./types/index.ts";

/** What the routes and workers of one server process share. */
export interface Context {
  readonly config: ServerConfig;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Makes ids, UUID version 7. */
  readonly newId: () => string;
  readonly types: TypeRegistry;
  readonly keys: SourceKeys;
  readonly people: PersonTokens;
  readonly signer: Signer;
  readonly log: ProvableLog;
  readonly guard: Guard;
  /** Undefined without a policy of witnesses. */
  readonly witnesses: Witnesses | undefined;
  readonly durability: Durability;
  readonly ingester: Ingester;
  readonly bundleKeys: BundleKeys;
  readonly bundles: Bundles;
  readonly devModels: DevModels;
  /** Tells connected clients of releases. */
  readonly push: Push;
  /** Counts what this server's own pre-checks block. */
  readonly checks: CheckCounter;
  /** Calls `waker` whenever there may be events that are left to be logged. */
  readonly onPending: (waker: () => void) => void;
  /** There are events that are left to be logged. */
  readonly wakePending: () => void;
  readonly links: Links;
  /** Which days are working days (CA-2). */
  readonly calendars: Calendars;
  readonly organisation: Organisation;
  /** What pre-checks are judged by beside the record of their process. */
  readonly memory: Memory;
  /** What the windows of rules are made of (FE-1). */
  readonly windows: Windows;
  readonly scorer: Scorer;
  /** What other parts bring to cases. */
  readonly caseHooks: CaseHooks;
  readonly jobs: JobRunner;
  /** What persons are told, and what brings it to them. */
  readonly notices: Notices;
  readonly opsToken: string;
  /** Takes the lines of the log. Default: standard output. */
  readonly logStream?: LogStream | undefined;
}

/** Where the structured log goes, one JSON object a line. */
export interface LogStream {
  write(line: string): void;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The authenticated source; set in the scope of sources only. */
    source: string;
    /** Who asks; set in the scope of the operator API only. */
    actor: Actor;
  }
}
