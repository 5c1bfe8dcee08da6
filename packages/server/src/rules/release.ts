import {
  type Bundle,
  bundlePayloadType,
  type EventType,
  type Json,
  type Model,
  type RuleException,
  type SignedBundle,
} from "@probity/contracts";
import { canonicalJson, dssePae } from "@probity/engine";
import type { ModelCompiler } from "@probity/engine/author";
import type { ServerConfig } from "../config/index.ts";
import type { KeySet } from "../keys/index.ts";
import { sha256Hex } from "../sha256.ts";
import { completeBindings } from "./bindings.ts";
import type { BindingSet } from "./bindings.ts";

/** Everything that decides what a bundle says. */
export interface ReleaseInputs {
  readonly source: string;
  readonly models: readonly Model[];
  readonly types: readonly EventType[];
  readonly bindings: BindingSet;
  readonly settings: Pick<ServerConfig, "timeZone" | "defaultCurrency">;
  /** Those that have not ended (RU-4). */
  readonly exceptions: readonly RuleException[];
  /** Bindings whose circuit breaker is open, and since when (PC-8). */
  readonly breakers: readonly (readonly [string, string])[];
  readonly keys: KeySet;
}

/** A signed bundle, ready to be stored. */
export interface Release {
  readonly version: number;
  readonly hash: string;
  /** The signed text: canonical JSON of the bundle. */
  readonly payload: string;
  /** Of the active key first. */
  readonly signatures: SignedBundle["signatures"];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const dayMs = 86_400_000;
/** A bundle is valid for this long, and made anew when less than {@link renewDays} are left. */
const validDays = 30;
export const renewDays = 10;

/** Two sets of inputs with the same hash give the same bundle but for version and dates. */
export const hashInputs = (inputs: ReleaseInputs): string =>
  // Everything but the keys is JSON; of those who sign, their names count.
  sha256Hex(
    canonicalJson(
      JSON.parse(
        JSON.stringify({
          ...inputs,
          keys: { ...inputs.keys, signers: inputs.keys.signers.map(({ keyid }) => keyid) },
          format: 3,
        }),
      ) as Json,
    ),
  );

/** Shared by all sources: a change at one is a release at each. */
let compiler: ModelCompiler | undefined;

/** Compiles and signs a bundle. Throws the coded errors of `buildBundle` for rules that do not compile. */
export async function makeRelease(inputs: ReleaseInputs, version: number, now: Date): Promise<Release> {
  // The rule parser is large and needed at publish time only.
  const { buildBundle, createModelCompiler } = await import("@probity/engine/author");
  compiler ??= createModelCompiler();
  const expiresAt = new Date(now.getTime() + validDays * dayMs);
  const { source, models, types, bindings, settings, exceptions, breakers, keys } = inputs;
  const { trusted, revoked } = keys;
  const input = {
    source,
    version,
    createdAt: now.toISOString(),
    notBefore: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    timeZone: settings.timeZone,
    defaultCurrency: settings.defaultCurrency,
    types,
    models,
    bindings: completeBindings(bindings.file, source, models),
    paramSets: bindings.file.params ?? [],
    exceptions,
    breakGlass: bindings.file.breakGlass,
    keys: { trusted, revoked },
    breakers: new Map(breakers),
  };
  const bundle: Bundle = buildBundle(input, compiler);
  // Through JSON first: what is signed must be what a client parses.
  const payload = canonicalJson(JSON.parse(JSON.stringify(bundle)) as Json);
  const message = dssePae(bundlePayloadType, Buffer.from(payload));
  const signatures = keys.signers.map((signer) => ({
    keyid: signer.keyid,
    sig: signer.sign(message).toString("base64"),
  }));
  return { version, hash: sha256Hex(payload), payload, signatures, createdAt: now, expiresAt };
}
