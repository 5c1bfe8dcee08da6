import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { language } from "../../../i18n/i18n.ts";
import loop from "../../../loop/loop.module.css";
import { useWord } from "../../../loop/word.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { colourOfLevel, Lamp } from "../../../ui/lamp.tsx";
import { State } from "../../../ui/state.tsx";
import type { CaseProps } from "../case-query.ts";
import { MoveAlert } from "./move-alert.tsx";

type CaseAlert = CaseProps["file"]["alerts"][number];

/** The alerts of a case; a dispatcher takes single ones out. */
export function AlertsTab({ file }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const mayMove = useMay("case.merge") && file.open;
  const [moving, setMoving] = useState<CaseAlert>();
  if (file.alerts.length === 0) return <State title={t("alerts.none")} />;
  return (
    <>
      <DataTable
        label={t("tabs.alerts")}
        rows={file.alerts}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("alerts.alert"),
            kind: "wide",
            show: ({ id, name, message }) => (
              <>
                <GoTo to={`/alerts/${encodeURIComponent(id)}`}>{name[language()]}</GoTo>
                <p className={loop.soft}>{message[language()]}</p>
              </>
            ),
          },
          { title: t("alerts.rule"), show: ({ rule }) => <span className={loop.code}>{rule}</span> },
          {
            title: t("side"),
            show: ({ class: side }) => word("tracks", side),
          },
          {
            title: t("alerts.count"),
            kind: "end",
            show: ({ count, level }) => (
              <>
                <Lamp colour={colourOfLevel(level)} text={word("levels", String(level))} /> {count}
              </>
            ),
          },
          { title: t("alerts.last"), show: ({ lastTime }) => moment(lastTime) },
          ...(mayMove
            ? [
                {
                  title: t("alerts.move"),
                  show: (alert: CaseAlert) => (
                    <Button size="small" onClick={() => setMoving(alert)}>
                      {t("alerts.move")}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {moving !== undefined && (
        <MoveAlert
          alert={moving}
          level={moving.level}
          unit={file.unit}
          onClose={() => setMoving(undefined)}
        />
      )}
    </>
  );
}
