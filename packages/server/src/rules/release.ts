import { type Bundle, bundlePayloadType, type EventType, type Json, type Model } from "@probity/contracts";
import { canonicalJson, dssePae } from "@probity/engine";
import type { ServerConfig } from "../config/index.ts";
import type { Signer } from "../keys/index.ts";
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
  readonly keyid: string;
}

/** A signed bundle, ready to be stored. */
export interface Release {
  readonly version: number;
  readonly hash: string;
  /** The signed text: canonical JSON of the bundle. */
  readonly payload: string;
  readonly signature: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const dayMs = 86_400_000;
/** A bundle is valid for this long, and made anew when less than {@link renewDays} are left. */
const validDays = 30;
export const renewDays = 10;

/** Two sets of inputs with the same hash give the same bundle but for version and dates. */
export const hashInputs = (inputs: ReleaseInputs): string =>
  // Models, types and bindings are JSON.
  sha256Hex(canonicalJson(JSON.parse(JSON.stringify({ ...inputs, format: 2 })) as Json));

/** Compiles and signs a bundle. Throws the coded errors of `buildBundle` for rules that do not compile. */
export async function makeRelease(
  inputs: ReleaseInputs,
  version: number,
  signer: Signer,
  now: Date,
): Promise<Release> {
  // The rule parser is large and needed at publish time only.
  const { buildBundle } = await import("@probity/engine/author");
  const expiresAt = new Date(now.getTime() + validDays * dayMs);
  const { source, models, types, bindings, settings } = inputs;
  const bundle: Bundle = buildBundle({
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
  });
  // Through JSON first: what is signed must be what a client parses.
  const payload = canonicalJson(JSON.parse(JSON.stringify(bundle)) as Json);
  const signature = signer.sign(dssePae(bundlePayloadType, Buffer.from(payload))).toString("base64");
  return { version, hash: sha256Hex(payload), payload, signature, createdAt: now, expiresAt };
}
