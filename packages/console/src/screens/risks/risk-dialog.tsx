import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { RiskForm } from "./risk-form.tsx";
import styles from "./risks.module.css";

const path = "/console/risks/{id}";
type Shown = Answer<"get", typeof path>;
type Decision = "review" | "accept" | "refuse" | "retire";

/** One point with its controls and versions, and what the person may decide about it. */
export function RiskDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("risks");
  const [isChanging, setChanging] = useState(false);
  const { data, error, refetch } = useQuery(reading(path, { params: { id } }));
  if (isChanging && data !== undefined)
    return <RiskForm before={data} onClose={() => setChanging(false)} onDone={() => setChanging(false)} />;
  return (
    <Dialog
      title={t("one", { id })}
      size="wide"
      onClose={onClose}
      foot={data && <Acts risk={data} onChange={() => setChanging(true)} />}
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Content risk={data} />}
      </div>
    </Dialog>
  );
}

function Content({ risk }: { readonly risk: Shown }): ReactElement {
  const { t } = useTranslation("risks");
  const unitName = useUnitName();
  const { person } = useNames();
  const ruleName = useRuleName();
  return (
    <>
      <p className={styles.text}>{risk.description}</p>
      <FactGrid
        facts={[
          [
            t("grade"),
            <Lamp key="grade" colour={colourOfLevel(risk.grade)} text={t(`grades.d${risk.grade}`)} />,
          ],
          [t("probability"), t(`probabilities.d${risk.probability}`)],
          [t("harm"), t(`harms.d${risk.harm}`)],
          [t("state"), t(`states.${risk.state}`)],
          [t("level"), t(`levels.${risk.level}`)],
          [t("unit"), unitName(risk.unit)],
          [t("post"), risk.post],
          [t("powerItem"), risk.powerItem],
          [t("place"), risk.place],
          [t("forms"), risk.forms],
          [t("namedBy"), t(`namers.${risk.namedBy}`)],
          [t("owner"), risk.owner === undefined ? undefined : person(risk.owner)],
          [t("reviewAt"), moment(risk.reviewAt).slice(0, 10)],
          [
            t("case"),
            risk.caseId === null ? undefined : (
              <GoTo key="case" to={`/cases/${encodeURIComponent(risk.caseId)}`}>
                {risk.caseId}
              </GoTo>
            ),
          ],
        ]}
      />
      <h3>{t("controls")}</h3>
      {risk.controls.length === 0 ? (
        <p className={styles.none}>{t("noControls")}</p>
      ) : (
        <ul className={styles.controls}>
          {risk.controls.map((control) => (
            <li key={JSON.stringify(control)}>
              {t(`phases.${control.phase}`)} ·{" "}
              {control.kind === "rule" ? ruleName(control.rule) : control.text}
            </li>
          ))}
        </ul>
      )}
      <h3>{t("versions")}</h3>
      <DataTable
        label={t("versions")}
        rows={risk.versions}
        keyOf={({ version }) => version}
        columns={[
          { title: t("version"), show: ({ version }) => String(version) },
          {
            title: t("act"),
            kind: "wide",
            show: ({ act }) => (isAct(act) ? t(`acts.${act}`) : act),
          },
          { title: t("by"), show: ({ by }) => by },
          { title: t("at"), show: ({ at }) => moment(at) },
        ]}
      />
    </>
  );
}

const acts = ["change", "review", "proposal", "acceptance", "refusal", "retirement"] as const;
const isAct = (act: string): act is (typeof acts)[number] => acts.some((one) => one === act);

function Acts({ risk, onChange }: { readonly risk: Shown; readonly onChange: () => void }): ReactElement {
  const { t } = useTranslation("risks");
  const client = useQueryClient();
  const me = useMe();
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      post("/console/risks/{id}/decisions", {
        params: { id: risk.id },
        body: { version: risk.version, decision },
      }),
    onSuccess: () =>
      Promise.all(
        [path, "/console/risks", "/console/risks/gaps", "/console/risks/matrix"].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const mayWrite = me.permissions.includes("risk.write");
  const mayDecide = me.permissions.includes("risk.approve");
  // Of one's own change somebody else decides (CA-3).
  const isOwn = risk.changedBy === me.id;
  const button = (decision: Decision, look?: "main" | "danger"): ReactElement => (
    <Button look={look} disabled={decide.isPending} onClick={() => decide.mutate(decision)}>
      {t(`decisions.${decision}`)}
    </Button>
  );
  return (
    <>
      <div className={styles.said}>
        {decide.error !== null && <Problem error={decide.error} />}
        <span role="status">{decide.isSuccess && t("decided")}</span>
        {mayDecide && isOwn && risk.state !== "retired" && <p className={styles.none}>{t("ownChange")}</p>}
      </div>
      {mayWrite && risk.state === "open" && <Button onClick={onChange}>{t("change")}</Button>}
      {mayWrite && risk.state === "open" && button("review")}
      {mayDecide && !isOwn && risk.state === "open" && button("retire", "danger")}
      {mayDecide && !isOwn && risk.state === "proposed" && button("refuse", "danger")}
      {mayDecide && !isOwn && risk.state === "proposed" && button("accept", "main")}
    </>
  );
}
