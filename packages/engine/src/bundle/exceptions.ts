import type { Bundle, Finding, RuleException } from "@probity/contracts";
import { isJsonObject } from "../json/is-json-object.ts";
import { subjectOf } from "../subject.ts";
import type { EvaluationInput } from "../types.ts";
import { instantMs } from "./bound-rule.ts";

interface Span {
  readonly exception: RuleException;
  readonly from: number;
  readonly to: number;
}

/** Takes the subjects of exceptions out of the findings: they are kept, and marked, but only observed (RU-4). */
export type Excuse = (findings: readonly Finding[], input: EvaluationInput, ms: number) => readonly Finding[];

/** The exceptions of a bundle for one event type; undefined where none of its rules has any. */
export function excuseOf(bundle: Bundle, type: string, rules: ReadonlySet<string>): Excuse | undefined {
  const own = (bundle.exceptions ?? []).filter(({ rule }) => rules.has(rule));
  if (own.length === 0) return undefined;
  const spans = Map.groupBy(own.map(spanOf), ({ exception }) => exception.rule);
  const paths = bundle.types[type]?.subject ?? [];
  return (findings, input, ms) =>
    findings.map((finding) => {
      if (finding.result !== "hit" && finding.result !== "indeterminate") return finding;
      const found = spans.get(finding.rule)?.find((span) => holds(span, input, paths, ms));
      return found === undefined ? finding : { ...finding, action: "observe", exception: found.exception.id };
    });
}

function spanOf(exception: RuleException): Span {
  const { id, validFrom, validTo } = exception;
  return {
    exception,
    from: instantMs(validFrom, -Infinity, `exceptions.${id}`),
    to: instantMs(validTo, -Infinity, `exceptions.${id}`),
  };
}

function holds(
  { exception, from, to }: Span,
  input: EvaluationInput,
  paths: readonly string[],
  ms: number,
): boolean {
  if (ms < from || ms >= to) return false;
  const { kind, id } = exception.scope;
  if (kind === "process") return subjectOf(input.data, paths) === id;
  if (kind === "person") return actorField(input, "personId") === id;
  return (input.unit ?? actorField(input, "unitId")) === id;
}

function actorField(input: EvaluationInput, field: string): unknown {
  const actor = isJsonObject(input.data) ? input.data["actor"] : undefined;
  return isJsonObject(actor) && Object.hasOwn(actor, field) ? actor[field] : undefined;
}
