import type { NoticeDecision } from "./decision.ts";
import { type Fields, list, localized, must, named, record, text } from "./fields.ts";
import {
  longestHref,
  longestId,
  longestLabel,
  longestMessage,
  longestTitle,
  longestToken,
  mostBasis,
  mostFindings,
  mostFindingsRead,
  mostValues,
} from "./limits.ts";
import { type LocalizedText, oneLine } from "./plain-text.ts";

/** A legal basis; `href` is an address of http or https. */
export interface BasisView {
  readonly text: LocalizedText;
  readonly href?: string | undefined;
}

/** A finding, checked and bounded. */
export interface FindingView {
  /** Equal for the same finding of a later check. */
  readonly key: string;
  readonly title: LocalizedText;
  readonly message: LocalizedText;
  readonly values: readonly { readonly label: LocalizedText; readonly value: unknown }[];
  readonly basis: readonly BasisView[];
  readonly rule: string;
  readonly field: string;
}

/** A decision, checked and bounded. */
export interface DecisionView {
  readonly id: string;
  readonly token: string;
  readonly outcome: NoticeDecision["outcome"];
  /** `weakened`: every rule was checked, but a circuit breaker made one ask for less. */
  readonly degraded: "no" | "weakened" | "unchecked";
  /** A rule was hit, so that the outcome does not come from what could not be checked alone. */
  readonly hit: boolean;
  readonly findings: readonly FindingView[];
  /** Findings beyond those. */
  readonly more: number;
}

const outcomes: readonly unknown[] = ["allow", "warn", "justify", "second_approver", "block"];

/**
 * Reads what the host was given by its backend; one that is only shown needs no token. Throws for anything that cannot be shown
 * whole, as an unreadable decision must never look like a milder one: `UnreadableError`, or whatever a foreign accessor throws.
 */
export function readDecision(input: unknown, base: string, readOnly = false): DecisionView {
  const fields = record(input, "decision");
  const token = readOnly ? "" : text(fields, "token");
  must(token.length <= longestToken, "token");
  const { outcome, degraded } = fields;
  must(outcomes.includes(outcome), "outcome");
  must(typeof degraded === "boolean", "degraded");
  const reasons = list(fields["degradedReasons"], "degradedReasons");
  const weakened = reasons.length > 0 && reasons.every((code) => code === "PROBITY_E_RULE_WEAKENED");
  const findings = list(fields["findings"], "findings")
    .slice(0, mostFindingsRead)
    .map((finding) => record(finding, "findings"))
    .filter(isShown);
  return {
    id: oneLine(text(fields, "decisionId"), longestId),
    token,
    // Just found in the list of outcomes.
    outcome: outcome as DecisionView["outcome"],
    degraded: degraded ? (weakened ? "weakened" : "unchecked") : "no",
    hit: findings.some(({ result }) => result === "hit"),
    findings: findings.slice(0, mostFindings).map((finding) => findingView(finding, base)),
    more: Math.max(0, findings.length - mostFindings),
  };
}

/** Rules that found nothing are no findings to show. */
const isShown = ({ result }: Fields): boolean => result !== "clear" && result !== "not_applicable";

function findingView(finding: Fields, base: string): FindingView {
  const title = localized(finding["name"], "name", longestTitle);
  const message = localized(finding["message"], "message", longestMessage);
  const rule = optionalId(finding["rule"]);
  return {
    key: [rule, title.en, message.en].join("\n"),
    title,
    message,
    values: some(finding, "evidence", mostValues).map((item) => {
      const { label, value } = record(item, "evidence");
      return { label: localized(label, "label", longestLabel), value };
    }),
    basis: some(finding, "basis", mostBasis).map((item) => basisView(item, base)),
    rule,
    field: optionalId(finding["field"]),
  };
}

function basisView(item: unknown, base: string): BasisView {
  const { text: name, href } = typeof item === "string" ? { text: item } : record(item, "basis");
  return { text: named(name, "basis", longestTitle), href: safeAddress(href, base) };
}

/** The absolute address of a link to a page; undefined for anything else, such as one that runs a script. */
export function safeAddress(href: unknown, base: string): string | undefined {
  if (typeof href !== "string" || href.length > longestHref) return undefined;
  try {
    const url = new URL(href, base);
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The first of a list that may be left out. */
const some = (fields: Fields, name: string, most: number): readonly unknown[] =>
  list(fields[name] ?? [], name).slice(0, most);

const optionalId = (value: unknown): string => (typeof value === "string" ? oneLine(value, longestId) : "");
