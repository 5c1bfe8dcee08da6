import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./decisions.module.css";
import { OutcomeLamp } from "./outcome-lamp.tsx";
import { outcomes } from "./search.ts";

const at = (time: string | null): string | undefined => (time === null ? undefined : moment(time));

/** One pre-check: what the approver saw, what came of it, and the act that followed. */
export function PrecheckDialog({
  source,
  id,
  onClose,
}: {
  readonly source: string;
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("decisions");
  const { data, error, refetch } = useQuery(
    reading("/ops/prechecks/{source}/{id}", { params: { source, id } }),
  );
  const unitName = useUnitName();
  const mayOpenFile = useMay("person.read");
  return (
    <Dialog title={t("one")} size="wide" onClose={onClose}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <FactGrid
              facts={[
                [t("outcome"), <OutcomeLamp key="outcome" outcome={data.outcome} />],
                [t("stage"), t(`stages.${data.stage}`)],
                [
                  t("person"),
                  data.person === null ? undefined : mayOpenFile ? (
                    <GoTo key="person" to={`/entities/person/${encodeURIComponent(data.person)}`}>
                      <NamedPerson id={data.person} />
                    </GoTo>
                  ) : (
                    <NamedPerson key="person" id={data.person} />
                  ),
                ],
                [t("unit"), data.unit === null ? undefined : unitName(data.unit)],
                [t("point"), data.decisionPoint ?? undefined],
                [t("subject"), data.subject ?? undefined],
                [t("opened"), at(data.openedAt)],
                [t("closed"), at(data.closedAt)],
                [t("expires"), data.stage === "opened" ? at(data.expiresAt) : undefined],
                [t("mode"), data.mode === null ? undefined : modeOf(t, data.mode)],
                [
                  t("answeredBy"),
                  data.answeredBy === "local"
                    ? t("answered.local")
                    : data.answeredBy === null
                      ? undefined
                      : t("answered.server"),
                ],
                [t("degraded"), data.degraded === true ? t("yes") : undefined],
                [t("isJustified"), data.justified ? t("yes") : undefined],
                [t("breakGlass"), data.breakGlass ? t("yes") : undefined],
                [t("act"), data.actEventId ?? undefined],
                [t("parity"), isParity(data.parity) ? t(`parities.${data.parity}`) : undefined],
              ]}
            />
            <h3>{t("saw")}</h3>
            <Findings findings={data.findings} />
          </>
        )}
      </div>
    </Dialog>
  );
}

const parities = ["equal", "diverged", "not_comparable"] as const;
const isParity = (parity: string | null): parity is (typeof parities)[number] =>
  parities.some((one) => one === parity);
const modeOf = (t: (key: "modes.enforced" | "modes.observed") => string, mode: string): string =>
  mode === "enforced" ? t("modes.enforced") : t("modes.observed");

interface Finding {
  readonly rule: string;
  readonly result: string;
  readonly action?: string | undefined;
  readonly weakenedFrom?: string | undefined;
  readonly exception?: string | undefined;
}

function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  const { t } = useTranslation("decisions");
  const nameOf = useRuleName();
  const actionOf = (action: string | undefined): string => {
    const known = outcomes.find((one) => one === action);
    if (action === undefined || action === "observe") return t("observed");
    return known === undefined ? action : t(`outcomes.${known}`);
  };
  if (findings.length === 0) return <p className={styles.none}>{t("sawNothing")}</p>;
  return (
    <DataTable
      label={t("saw")}
      rows={findings}
      keyOf={({ rule, result, action }) => `${rule} ${result} ${action}`}
      columns={[
        { title: t("rule"), kind: "wide", show: ({ rule }) => nameOf(rule) },
        {
          title: t("result"),
          show: ({ result }) =>
            result === "hit"
              ? t("results.hit")
              : result === "indeterminate"
                ? t("results.indeterminate")
                : result,
        },
        { title: t("action"), show: ({ action }) => actionOf(action) },
        {
          title: t("weakened"),
          show: ({ weakenedFrom, exception }) =>
            [weakenedFrom && actionOf(weakenedFrom), exception].filter(Boolean).join(" · ") || "–",
        },
      ]}
    />
  );
}
