import {
  bundlePayloadType,
  type Action,
  type Binding,
  type Bundle,
  type EventType,
  type JsonObject,
  type Model,
  type SignedBundle,
} from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { canonicalJson, dssePae } from "@probity/engine";
import { buildBundle } from "@probity/engine/author";
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

const text = (en: string): { "zh-CN": string; en: string } => ({ "zh-CN": `中文 ${en}`, en });

type Rule = Model["rules"][number];

const rule = (id: string, reads: Rule["reads"], when: string, more: Partial<Rule> = {}): Rule => ({
  id,
  version: "1.0.0",
  name: text(`Rule ${id}`),
  point: text("point"),
  explanation: text("explanation"),
  message: text("The rank is {rank}."),
  probability: 2,
  harm: 2,
  level: 2,
  class: "business",
  phase: "during",
  at: ["procurement.award.decided"],
  reads,
  ceiling: "block",
  disclosure: "full",
  when,
  evidence: [{ name: "rank", label: text("rank"), value: "event.awards[0].candidateRank" }],
  basis: ["test"],
  review: "2027-01-01",
  ...more,
});

/** Rule on the draft alone: the winner's rank is at least 2. */
export const rankRule = "TST-SDK-001";
/** Rule on the compiled record: the tender is the one called "closed". */
export const recordRule = "TST-SDK-002";
/** Rule with a pattern. */
export const patternRule = "TST-SDK-003";

const model: Model = {
  id: "TST-SDK",
  version: "1.0.0",
  name: text("test"),
  description: text("test"),
  domain: "TST",
  created: "2026-01-01",
  rules: [
    rule(rankRule, "event", "event.awards.exists(a, a.candidateRank >= 2)"),
    rule(recordRule, "record", 'record.tender.id == "closed"'),
    rule(patternRule, "event", 'event.ocid.matches("^forbidden-[0-9]+$")'),
  ],
};

/** What a test bundle says. */
export interface BundleOptions {
  readonly version?: number;
  readonly source?: string;
  readonly notBefore?: string;
  readonly expiresAt?: string;
  /** Action by rule. */
  readonly bind?: Readonly<Record<string, Action>>;
  readonly onUnavailable?: Binding["onUnavailable"];
}

/** A bundle of the rules above. Bound by default: the rank rule, to `justify`. */
export const makeBundle = (options: BundleOptions = {}): Bundle => {
  const { version = 1, source = "test", bind = { [rankRule]: "justify" } } = options;
  return buildBundle({
    source,
    version,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: options.notBefore ?? "2026-01-01T00:00:00Z",
    expiresAt: options.expiresAt ?? "2099-01-01T00:00:00Z",
    timeZone: "UTC",
    types: Object.values(builtinEvents) as readonly EventType[],
    models: [model],
    bindings: Object.entries(bind).map(([id, action], index) => ({
      id: `b${index}`,
      rule: id,
      source,
      action,
      onUnavailable: options.onUnavailable ?? "warn",
    })),
  });
};

/** An award with the winner's rank. */
export const rankedAward = (candidateRank: number): JsonObject & { ocid: string } => ({
  ocid: "ocds-1",
  awards: [{ id: "a1", candidateRank }],
  actor: { personId: "p1", unitId: "u1" },
});

/** A signing key and its verifier key. */
export interface TestKey {
  readonly id: string;
  readonly verifier: string;
  readonly key: KeyObject;
}

/** Makes a key pair named like a server's. */
export const makeKey = (name = "probity.test"): TestKey => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const bytes = Buffer.concat([Buffer.from([1]), raw]);
  const hash = createHash("sha256").update(`${name}\n`).update(bytes).digest("hex").slice(0, 8);
  return { id: `${name}+${hash}`, verifier: `${name}+${hash}+${bytes.toString("base64")}`, key: privateKey };
};

/** Signs a bundle as the server does. */
export const signBundle = (bundle: Bundle, key: TestKey): SignedBundle => {
  const payload = Buffer.from(canonicalJson(bundle as unknown as JsonObject));
  const sig = sign(null, dssePae(bundlePayloadType, payload), key.key).toString("base64");
  return {
    payloadType: bundlePayloadType,
    payload: payload.toString("base64"),
    signatures: [{ keyid: key.id, sig }],
  };
};

/** What the server says of a bundle beside the bundle itself. */
export const bundleHead = ({
  payload,
}: SignedBundle): { readonly version: number; readonly hash: string } => {
  const bytes = Buffer.from(payload, "base64");
  const { version } = JSON.parse(bytes.toString("utf8")) as { version: number };
  return { version, hash: createHash("sha256").update(bytes).digest("hex") };
};
