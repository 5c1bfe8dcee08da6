import type { Json, JsonObject } from "../json.ts";
import type { Action, Disclosure, RiskLevel, RuleClass, UnavailablePolicy } from "../outcome.ts";
import type { Phase, RecordKind } from "../event-type.ts";
import type { PrivacyShape } from "../privacy-shape.ts";
import type { LocalizedText } from "../text.ts";
import type { ParamSet } from "./binding.ts";
import type { CompiledDeadline } from "./deadline.ts";
import type { CompiledFeature } from "./feature.ts";
import type { Ir } from "./ir.ts";

/** Path into event data; `*` stands for every item of a list. */
export type ShapePath = readonly string[];

/** What the engine must convert in the data of one type before rules see it (EV-4). */
export interface DataShape {
  /** Objects `{amount, currency}`. */
  readonly money: readonly ShapePath[];
  /** Instants whose whole date means the start of the day. */
  readonly instants: readonly ShapePath[];
  /** Instants whose whole date means the end of the day. */
  readonly dayEnds: readonly ShapePath[];
}

/** A parameter of a rule as it travels. */
export interface CompiledParam {
  readonly type: string;
  /** Of a table: types by column, those that may be left out with a `?` behind them. */
  readonly columns?: { readonly [name: string]: string } | undefined;
  readonly default: Json;
}

/** A rule as it runs: conditions as checked IR, texts, defaults of its parameters. */
export interface CompiledRule {
  readonly id: string;
  readonly version: string;
  readonly model: string;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
  /** What the approver reads in place of name and message when disclosure is `generic`. */
  readonly advice?: LocalizedText | undefined;
  readonly level: RiskLevel;
  readonly class: RuleClass;
  /** A statistical screen. */
  readonly screen?: true | undefined;
  readonly phase: Phase;
  /** Decision points: the event types at which it is evaluated. */
  readonly at: readonly string[];
  /** `event` needs the draft alone, `record` also the compiled record of its process. */
  readonly reads: "event" | "record";
  readonly ceiling: Action;
  readonly disclosure: Disclosure;
  readonly params: { readonly [name: string]: CompiledParam };
  /** What the server has to know for it; without a server the rule cannot be judged. */
  readonly features?: { readonly [name: string]: CompiledFeature } | undefined;
  readonly applies?: Ir | undefined;
  readonly when: Ir;
  /** What is awaited after it; `when` is then false wherever it can be judged, and what starts is in here. */
  readonly deadline?: CompiledDeadline | undefined;
  readonly evidence: readonly { readonly name: string; readonly label: LocalizedText; readonly value: Ir }[];
}

/** A binding with every default filled in and its ceiling applied. */
export interface ResolvedBinding {
  readonly id: string;
  readonly rule: string;
  readonly units?: readonly string[] | undefined;
  readonly at: readonly string[];
  readonly action: Action;
  readonly onIndeterminate: Action;
  readonly onUnavailable: UnavailablePolicy;
  readonly disclosure: Disclosure;
  readonly params: JsonObject;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  /** How much it may block; absent in bundles of servers before 0.2, which means the default. */
  readonly blockBudget?: Budget | undefined;
  /** Its circuit breaker is open (PC-8): `action` is the weaker one meanwhile, `configured` what was bound. */
  readonly breaker?: { readonly configured: Action; readonly since: string } | undefined;
}

/**
 * A share of a day's cases, and a number of them that is always allowed: exceeded when `count > max(atLeast, share * all)`.
 */
export interface Budget {
  readonly share: number;
  readonly atLeast: number;
}

/** Blocks of one binding at one decision point and day, when a binding names no budget (catalogue, section 4). */
export const defaultBlockBudget: Budget = { share: 0.02, atLeast: 5 };

/** A subject that is taken out of a rule for a time (RU-4): its hits are observed, not acted upon. */
export interface RuleException {
  readonly id: string;
  readonly rule: string;
  /** `process`: the subject of the event; `person` and `unit`: those of the actor. */
  readonly scope: { readonly kind: "process" | "person" | "unit"; readonly id: string };
  readonly validFrom: string;
  readonly validTo: string;
}

/** The compiled rules, bindings, parameters and texts of one source (RU-6). Its canonical JSON is what is signed. */
export interface Bundle {
  readonly format: "probity.bundle/1";
  /** The source it was made for. A client refuses the bundle of another source. */
  readonly source: string;
  /** Rises by one with each release for this source. A client refuses an older one. */
  readonly version: number;
  readonly createdAt: string;
  readonly notBefore: string;
  /** After it the bundle still answers, but every decision says `degraded`. */
  readonly expiresAt: string;
  /** IANA time zone in which whole dates are days. */
  readonly timeZone: string;
  /** Currency of an amount that names none; absent = such an amount cannot be judged. */
  readonly defaultCurrency?: string | undefined;
  readonly types: {
    readonly [type: string]: {
      readonly shape: DataShape;
      readonly record: RecordKind | null;
      readonly subject: readonly string[];
      /** Identifiers in the data, the common block's included; absent in bundles of servers before 0.2. */
      readonly privacy?: PrivacyShape | undefined;
    };
  };
  /** Shapes of the compiled records by kind. */
  readonly records: { readonly [kind: string]: DataShape };
  readonly rules: readonly CompiledRule[];
  readonly bindings: readonly ResolvedBinding[];
  readonly paramSets: readonly ParamSet[];
  readonly exceptions?: readonly RuleException[] | undefined;
  /** Who may let a blocked act go on in an emergency; absent or empty = nobody (PC-8). */
  readonly breakGlass?: { readonly roles: readonly string[] } | undefined;
  /**
   * `trusted`: verifier keys whose bundles a client takes from now on, beside those that its host pinned. `revoked`: ids of
   * keys (`<name>+<8 hex>`) whose bundles it takes no more.
   */
  readonly keys?: { readonly trusted: readonly string[]; readonly revoked: readonly string[] } | undefined;
}

/** Payload type of a bundle's DSSE envelope. */
export const bundlePayloadType = "application/vnd.probity.bundle+json";

/**
 * A signed bundle: a DSSE envelope (github.com/secure-systems-lab/dsse) whose payload is the canonical JSON
 * (RFC 8785) of a {@link Bundle}, signed with Ed25519.
 */
export interface SignedBundle {
  readonly payloadType: typeof bundlePayloadType;
  /** Base64 of the bundle's canonical bytes. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}
