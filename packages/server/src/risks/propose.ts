import type { CaseHooks, Track } from "../cases/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";
import { type Degree, gradeOf } from "./grade.ts";
import type { RiskPoint } from "./point.ts";
import { lockRisk, saveRisk } from "./store-point.ts";

const halfYearMs = 182 * 86_400_000;

const matter: Statement = {
  name: "risk-matter",
  text: `select c.unit, t.unit as responsible, t.content, (select min(m.level)::int from case_file m where m.root = c.root) as level,
      array(select distinct a.rule from case_alert ca join case_file m on m.id = ca.case_id join alert a on a.id = ca.alert
        where m.root = c.root and a.class = $2 order by a.rule) as rules
    from case_file c join case_track t on t.case_id = c.id and t.track = $2 where c.id = $1`,
};

interface Matter {
  readonly unit: string | null;
  readonly responsible: string | null;
  readonly content: string;
  readonly level: Degree;
  readonly rules: readonly string[];
}

/**
 * A confirmed problem proposes a risk point of its unit, in the transaction that closes the case: likely, since it happened,
 * and as harmful as its risk level says; once for a case and a track. What is proposed is nothing before another person accepts it
 * (catalogue 13).
 */
export const proposeRisk: CaseHooks["moved"][number] = async ({ transaction, now, tell }, moved) => {
  const { caseId, track, to } = moved;
  if (to !== "closed") return;
  const [found] = await transaction.run<Matter>(matter, [caseId, track]);
  const unit = found?.responsible ?? found?.unit ?? null;
  if (found === undefined || unit === null || !isConfirmed(found.content)) return;
  const id = proposalId(caseId, track);
  if ((await lockRisk(transaction, id)) !== undefined) return;
  const point = proposal({ ...found, unit }, { id, caseId, track, now });
  tell(await saveRisk(transaction, point, "proposal"));
};

/** The same for the same side of a case. It does not name the case: the register is read by more people. */
const proposalId = (caseId: string, track: Track): string =>
  `r-${sha256Hex(JSON.stringify([caseId, track])).slice(0, 32)}`;

function proposal(
  { unit, level, rules }: Matter & { readonly unit: string },
  {
    id,
    caseId,
    track,
    now,
  }: { readonly id: string; readonly caseId: string; readonly track: Track; readonly now: Date },
): RiskPoint {
  const probability = 3;
  const harm: Degree = level === 1 ? 3 : level === 2 ? 2 : 1;
  return {
    id,
    version: 1,
    level: "unit",
    unit,
    description: rules.length === 0 ? "查实的问题 / confirmed problem" : rules.join(", "),
    namedBy: "case",
    probability,
    harm,
    controls: rules.map((rule) => ({ kind: "rule", rule, phase: "after" })),
    grade: gradeOf(probability, harm),
    state: "proposed",
    caseId,
    track,
    reviewAt: new Date(now.getTime() + halfYearMs).toISOString(),
    changedAt: now.toISOString(),
    changedBy: "system",
  };
}

function isConfirmed(content: string): boolean {
  // Written by the steps of the case.
  const { label } = JSON.parse(content) as { readonly label?: unknown };
  return label === "confirmed" || label === "partly";
}
