import { outcomes, type Outcome } from "@probity/contracts";

/** What a decision token says (JWT claims). */
export interface DecisionClaims {
  /** Decision id. */
  readonly jti: string;
  /** Source that decided. */
  readonly iss: string;
  /** Business process, when the draft names one. */
  readonly sub?: string | undefined;
  /** Event type of the draft. */
  readonly typ: string;
  /** SHA-256 (hex) of the draft's canonical JSON. */
  readonly dig: string;
  readonly out: Outcome;
  /** Bundle hash, empty when none was active. */
  readonly bnd: string;
  /** Bundle version, 0 when none was active. */
  readonly bv: number;
  /** True when a bound rule could not be checked. */
  readonly deg: boolean;
  /** True when a person let the blocked act go on by break-glass (PC-8). */
  readonly bg?: boolean | undefined;
  /** Id of the approval by which a second person agreed at the server (PC-7), and that person. */
  readonly apr?: string | undefined;
  readonly sap?: string | undefined;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
}

const texts = ["jti", "iss", "typ", "dig", "bnd"] as const;
const options = ["sub", "apr", "sap"] as const;
const numbers = ["bv", "iat", "exp"] as const;

/** Narrows parsed JSON to claims. */
export const isDecisionClaims = (value: unknown): value is DecisionClaims => {
  if (typeof value !== "object" || value === null) return false;
  // Every field is checked right here.
  const claims = value as Record<string, unknown>;
  return (
    texts.every((name) => typeof claims[name] === "string") &&
    numbers.every((name) => Number.isSafeInteger(claims[name])) &&
    options.every((name) => ["undefined", "string"].includes(typeof claims[name])) &&
    typeof claims["deg"] === "boolean" &&
    (claims["bg"] === undefined || typeof claims["bg"] === "boolean") &&
    outcomes.some((outcome) => outcome === claims["out"])
  );
};
