import { type ReactElement, useId } from "react";
import { useTranslation } from "react-i18next";
import { moment, pair } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { OutcomeLamp } from "../decisions/outcome-lamp.tsx";
import { AppealState } from "../decisions/appeal-state.tsx";
import type { MyPrecheck } from "./my-prechecks.ts";
import styles from "./mine.module.css";

type Finding = MyPrecheck["findings"][number];

/** What a finding is called: its name, or one neutral word where that was not disclosed. */
export function useFindingName(): (finding: Finding) => string {
  const { t } = useTranslation("mine");
  return ({ name, rule }) => name?.[language()] ?? rule ?? t("neutral");
}

/** One pre-check as its approver was told of it. */
export function PrecheckCard({
  precheck,
  onAppeal,
}: {
  readonly precheck: MyPrecheck;
  readonly onAppeal: () => void;
}): ReactElement {
  const { t } = useTranslation(["mine", "decisions"]);
  const id = useId();
  const nameOf = useFindingName();
  const { subject, source, openedAt, outcome, stage, justified, breakGlass, findings, mayAppeal } = precheck;
  return (
    <li className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{subject ?? precheck.id}</h2>
        <OutcomeLamp outcome={outcome} />
      </div>
      <FactGrid
        facts={[
          [t("decisions:opened"), openedAt === null ? undefined : moment(openedAt)],
          [t("decisions:source"), source],
          [t("decisions:point"), precheck.decisionPoint ?? undefined],
          [t("decisions:stage"), t(`decisions:stages.${stage}`)],
          [t("decisions:isJustified"), justified ? t("decisions:yes") : undefined],
          [t("decisions:breakGlass"), breakGlass ? t("decisions:yes") : undefined],
        ]}
      />
      {findings.length > 0 && (
        <>
          <h3>{t("shown")}</h3>
          <ul className={styles.findings}>
            {findings.map((finding) => (
              <li key={finding.rule ?? ""}>{nameOf(finding)}</li>
            ))}
          </ul>
        </>
      )}
      <Appeals precheck={precheck} />
      {mayAppeal && (
        <div>
          <Button size="small" aria-describedby={id} onClick={onAppeal}>
            {t("appeal")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Appeals({
  precheck: { appeals, findings },
}: {
  readonly precheck: MyPrecheck;
}): ReactElement | null {
  const { t } = useTranslation(["mine", "shell"]);
  const nameOf = useFindingName();
  if (appeals.length === 0) return null;
  return (
    <>
      <h3>{t("appeals")}</h3>
      <ul className={styles.appeals}>
        {appeals.map(({ rule, state, reason, text, raisedAt, answers, answeredAt }) => (
          <li key={rule ?? ""}>
            <div className={styles.head}>
              <strong>{nameOf(findings.find((one) => one.rule === rule) ?? { rule, name: null })}</strong>
              <AppealState state={state} />
            </div>
            <p>
              {moment(raisedAt)} · {pair(t(`shell:words.reasons.${reason}`), text)}
            </p>
            {answeredAt !== null && (
              <p>
                {moment(answeredAt)} · {pair(t("answer"), answers.join(" "))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
