import type { Rule } from "@probity/contracts";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { count, listed } from "../../i18n/format.ts";
import { language as spoken } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import type { Backtest } from "../model/backtest-result.tsx";
import type { Language, Version } from "../model/version.ts";
import styles from "./pipeline.module.css";
import { SampleTable } from "./sample-table.tsx";

/** Steps of a rule, in the order in which an event goes through them. */
const stepNames = ["source", "filter", "data", "condition", "score", "alert"] as const;
type StepName = (typeof stepNames)[number];

interface Props {
  readonly version: Version;
  /** The rule as it stands on the desk. */
  readonly rule: Rule;
  readonly language: Language;
  /** Whether the stored text is what stands on the desk: only that has been backtested. */
  readonly isStored: boolean;
}

/** What becomes of stored events on their way through a rule: how many go in and out at each step, with samples (ML-4). */
export function Pipeline({ version, rule, language, isStored }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const proof = isStored ? version.proofs.backtest?.id : undefined;
  const rows = useRows(version, proof, rule.id);
  const about = useAbout(rule, language);
  const [isSampled, setSampled] = useState(false);
  const samples = useSamples(version, proof, rule.id, isSampled);
  return (
    <div className={styles.pipeline}>
      <ol className={styles.steps} aria-label={t("pipeline.title")}>
        {stepNames.map((name) => (
          <li key={name} className={styles.step}>
            <h3>{t(`pipeline.steps.${name}`)}</h3>
            <p className={styles.about}>{about[name]}</p>
            {rows !== undefined && (
              <p className={styles.rows}>
                {t("pipeline.rows", { before: count(rows[name][0]), after: count(rows[name][1]) })}
              </p>
            )}
          </li>
        ))}
      </ol>
      {rows === undefined && <p className={styles.about}>{t("pipeline.noBacktest")}</p>}
      {rows !== undefined && !isSampled && (
        <div>
          <Button size="small" icon="list" onClick={() => setSampled(true)}>
            {t("pipeline.showSamples")}
          </Button>
        </div>
      )}
      {samples.error !== null && <Problem error={samples.error} onRetry={() => void samples.refetch()} />}
      {samples.isLoading && <Loading />}
      {rows !== undefined && samples.data !== undefined && <Samples samples={samples.data.samples} />}
    </div>
  );
}

type Rows = Readonly<Record<StepName, readonly [before: number, after: number]>>;

/** Of the backtest of exactly this text; undefined where there is none. */
function useRows({ id, version }: Version, proof: string | undefined, rule: string): Rows | undefined {
  const params = { id, version, proof: proof ?? "" };
  const { data } = useQuery({
    ...reading("/ops/models/{id}/{version}/proofs/{proof}", { params }),
    enabled: proof !== undefined,
  });
  if (proof === undefined || data === undefined) return undefined;
  // Stored by a backtest of this server.
  const { scope, rules } = data.result as unknown as Backtest;
  const found = rules.find((one) => one.rule === rule);
  if (found === undefined) return undefined;
  const { evaluated, notApplicable, indeterminate, hit } = found.candidate;
  const read = scope.sources.reduce((sum, one) => sum + one.judged + one.erased + one.failed, 0);
  const judged = scope.sources.reduce((sum, one) => sum + one.judged, 0);
  const applying = evaluated - notApplicable;
  return {
    source: [read, judged],
    filter: [judged, applying],
    data: [applying, applying - indeterminate],
    condition: [applying - indeterminate, hit],
    score: [hit, hit],
    alert: [hit, found.alerts.candidate],
  };
}

function useAbout(rule: Rule, language: Language): Readonly<Record<StepName, string>> {
  const { t } = useTranslation("factory");
  const types = rule.at.map(
    (name) => language.types.find(({ type }) => type === name)?.name[spoken()] ?? name,
  );
  const features = Object.keys(rule.features ?? {});
  return {
    source: t(`pipeline.reads.${rule.reads}`),
    filter: listed([...types, ...(rule.applies === undefined ? [] : [t("pipeline.applies")])]),
    data: features.length === 0 ? t("pipeline.eventOnly") : listed(features),
    condition: t("pipeline.when"),
    score: t("pipeline.level", rule),
    alert: t("pipeline.grouped"),
  };
}

const samplesPath = "/ops/models/{id}/{version}/proofs/{proof}/samples";
/** Events by what the rule found on them. */
type SamplesOf = Answer<"get", typeof samplesPath>["samples"];

function useSamples({ id, version }: Version, proof: string | undefined, rule: string, isWanted: boolean) {
  const params = { id, version, proof: proof ?? "" };
  return useQuery({
    ...reading(samplesPath, { params, query: { rule } }),
    enabled: isWanted && proof !== undefined,
  });
}

/** Steps at which something may stay out, the results of what stays out there first. */
const outcomes = [
  ["filter", "notApplicable"],
  ["data", "indeterminate"],
  ["condition", "clear"],
  ["alert", "hit"],
] as const;

function Samples({ samples }: { readonly samples: SamplesOf }): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <div className={styles.samples}>
      {outcomes.map(([step, result]) => (
        <SampleTable key={step} caption={t(`pipeline.samples.${result}`)} events={samples[result]} />
      ))}
    </div>
  );
}
