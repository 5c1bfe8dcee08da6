import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useKeys } from "../../app/keyboard/keys.ts";
import { useMe } from "../../app/me.ts";
import type { Permission } from "../../api/session.ts";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import styles from "./case.module.css";
import type { CaseFile } from "./case-query.ts";
import { CaseHead } from "./case-head.tsx";
import { ClockCard } from "./clock-card.tsx";
import { FourEyes } from "./four-eyes.tsx";
import { CasePrintHead } from "./print-head.tsx";
import { type CaseSearch, readSearch, type Tab, tabs } from "./search.ts";
import { Stepper } from "./stepper.tsx";
import { AlertsTab } from "./tabs/alerts.tsx";
import { EvidenceTab } from "./tabs/evidence.tsx";
import { LettersTab } from "./tabs/letters.tsx";
import { LogTab } from "./tabs/log.tsx";
import { MeasuresTab } from "./tabs/measures.tsx";
import { Overview } from "./tabs/overview.tsx";
import { TalkTab } from "./tabs/talk.tsx";

/** One case, read from its address. */
export function CasePage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const file = useQuery(reading("/console/cases/{id}", { params: { id } }));
  if (file.data === undefined)
    return (
      <div className={styles.page}>
        {file.error === null ? (
          <Loading />
        ) : (
          <Problem error={file.error} onRetry={() => void file.refetch()} />
        )}
      </div>
    );
  return <Whole file={file.data} />;
}

const panels = {
  overview: Overview,
  alerts: AlertsTab,
  measures: MeasuresTab,
  evidence: EvidenceTab,
  talk: TalkTab,
  letters: LettersTab,
  log: LogTab,
} as const;

/** What a part asks for beside reading the case. */
const needs: Partial<Readonly<Record<Tab, Permission>>> = {
  measures: "rectification.read",
  letters: "letter.read",
};

function Whole({ file }: { readonly file: CaseFile }): ReactElement {
  const { t } = useTranslation("case");
  const navigate = useNavigate();
  const { permissions } = useMe();
  const shown = tabs.filter((one) => needs[one] === undefined || permissions.includes(needs[one]));
  const { tab: wanted = "overview", side } = readSearch(useSearch({ strict: false }));
  const tab = shown.includes(wanted) ? wanted : "overview";
  const track = file.tracks.find((one) => one.track === side) ?? file.tracks[0];
  const go = (change: CaseSearch): void =>
    void navigate({ to: ".", search: (before) => ({ ...before, ...change }), replace: true });
  const Panel = panels[tab];
  useKeys({
    title: t("tabs.label"),
    commands: shown.map((key, place) => ({
      keys: String(place + 1),
      text: t(`tabs.${key}`),
      run: () => go({ tab: key }),
    })),
  });
  if (track === undefined) return <Loading />;
  return (
    <div className={styles.page}>
      <CasePrintHead file={file} />
      <CaseHead file={file} track={track} onSide={(to) => go({ side: to })} />
      <Stepper file={file} track={track} />
      <div className={styles.columns}>
        <div className={styles.content}>
          <Tabs
            label={t("tabs.label")}
            tabs={shown.map((key) => ({ key, text: t(`tabs.${key}`) }))}
            open={tab}
            onOpen={(to) => go({ tab: to })}
          >
            <Panel file={file} track={track} />
          </Tabs>
        </div>
        <aside className={styles.side}>
          <FourEyes file={file} track={track} />
          <ClockCard id={file.id} track={track} />
        </aside>
      </div>
    </div>
  );
}
