import type { NoticeDecision } from "./decision.ts";
import { type LocalizedText, oneLine } from "./plain-text.ts";

/** Findings shown at most; people stop reading after a few. */
export const mostFindings = 3;
const mostRead = 100;
const mostValues = 6;
const mostBasis = 4;
/** Adapters read tokens up to this length. */
const mostToken = 20_000;
const longest = { title: 120, message: 1000, label: 60, id: 200, href: 2000 } as const;

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

const outcomes: ReadonlySet<unknown> = new Set(["allow", "warn", "justify", "second_approver", "block"]);

/** What is not a decision of the SDK; its message says which part is not, for developers. */
export class UnreadableError extends Error {}

/**
 * Reads what the host was given by its backend; one that is only shown needs no token. Throws {@link UnreadableError} for anything that cannot be shown whole: an
 * unreadable decision must never look like a milder one.
 */
export function readDecision(input: unknown, base: string, readOnly = false): DecisionView {
  try {
    const fields = record(input, "decision");
    return decisionView(fields, readOnly ? "" : text(fields["token"], "token"), base);
  } catch (error) {
    // Foreign accessors may throw anything.
    throw error instanceof UnreadableError ? error : new UnreadableError("the decision cannot be read");
  }
}

function decisionView(input: Fields, token: string, base: string): DecisionView {
  const outcome = input["outcome"];
  if (!outcomes.has(outcome)) throw new UnreadableError("outcome");
  if (token.length > mostToken) throw new UnreadableError("token");
  const all = list(input["findings"], "findings").slice(0, mostRead);
  const findings = all.map((finding) => record(finding, "findings")).filter(isShown);
  const degraded = input["degraded"];
  if (typeof degraded !== "boolean") throw new UnreadableError("degraded");
  const reasons = list(input["degradedReasons"], "degradedReasons");
  const weakened = reasons.length > 0 && reasons.every((code) => code === "PROBITY_E_RULE_WEAKENED");
  return {
    id: oneLine(text(input["decisionId"], "decisionId"), longest.id),
    token,
    // Just found in the list of outcomes.
    outcome: outcome as DecisionView["outcome"],
    degraded: degraded ? (weakened ? "weakened" : "unchecked") : "no",
    hit: findings.some((finding) => finding["result"] === "hit"),
    findings: findings.slice(0, mostFindings).map((finding) => findingView(finding, base)),
    more: Math.max(0, findings.length - mostFindings),
  };
}

/** Rules that found nothing are no findings to show. */
const isShown = (finding: Fields): boolean =>
  finding["result"] !== "clear" && finding["result"] !== "not_applicable";

function findingView(finding: Fields, base: string): FindingView {
  const title = localized(finding["name"], longest.title, "name");
  const message = localized(finding["message"], longest.message, "message");
  const rule = optionalText(finding["rule"], longest.id);
  const values = optionalList(finding["evidence"])
    .slice(0, mostValues)
    .map((item) => {
      const { label, value } = record(item, "evidence");
      return { label: localized(label, longest.label, "label"), value };
    });
  const basis = optionalList(finding["basis"])
    .slice(0, mostBasis)
    .map((item) => basisView(item, base));
  const field = optionalText(finding["field"], longest.id);
  return { key: `${rule}\n${title.en}\n${message.en}`, title, message, values, basis, rule, field };
}

function basisView(item: unknown, base: string): BasisView {
  if (typeof item === "string") return { text: both(oneLine(item, longest.title)) };
  const { text: name, href } = record(item, "basis");
  const shown =
    typeof name === "string" ? both(oneLine(name, longest.title)) : localized(name, longest.title, "basis");
  return { text: shown, href: safeAddress(href, base) };
}

/** The absolute address of a link to a page; undefined for anything else, such as one that runs a script. */
export function safeAddress(href: unknown, base: string): string | undefined {
  if (typeof href !== "string" || href.length > longest.href) return undefined;
  try {
    const url = new URL(href, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

const both = (line: string): LocalizedText => ({ "zh-CN": line, en: line });

/** Fields of something that came from outside. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; throws {@link UnreadableError} for what is none. */
export function record(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null) throw new UnreadableError(name);
  // Just checked; every field is checked where it is read.
  return value as Fields;
}

/** A list; throws {@link UnreadableError} for what is none. */
export function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableError(name);
  return value;
}

/** A text that says something; throws {@link UnreadableError} for what is none. */
export function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new UnreadableError(name);
  return value;
}

const optionalList = (value: unknown): readonly unknown[] => (value === undefined ? [] : list(value, "list"));

const optionalText = (value: unknown, most: number): string =>
  typeof value === "string" ? oneLine(value, most) : "";

/** A text in both languages, each on one line; throws {@link UnreadableError} where one is missing. */
export function localized(value: unknown, most: number, name: string): LocalizedText {
  const fields = record(value, name);
  const zh = oneLine(text(fields["zh-CN"], name), most);
  const en = oneLine(text(fields["en"], name), most);
  if (zh === "" || en === "") throw new UnreadableError(name);
  return { "zh-CN": zh, en };
}
