import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDomainName } from "../../app/domain-name.ts";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Chart } from "./chart.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { barsOf, pieOf, radarOf } from "./options.ts";
import type { Figures } from "./overview.tsx";
import styles from "./overview.module.css";

type Parts = Figures["domains"];

/** What was opened, by domain and by the source that reported it. */
export function Origins({ figures }: { readonly figures: Figures }): ReactElement {
  const { t } = useTranslation("overview");
  const navigate = useNavigate();
  const go = ({ filter }: Parts[number]): void => {
    // The inbox's own screen knows which filters it takes.
    void navigate({ to: "/", search: filter as object });
  };
  return (
    <div className={styles.pair}>
      <ChartPanel
        title={t("domains.title")}
        isEmpty={figures.domains.length === 0}
        chart={<Domains parts={figures.domains} onPick={go} />}
        table={<PartTable label={t("domains.title")} head={t("domains.domain")} parts={figures.domains} />}
      />
      <ChartPanel
        title={t("sources.title")}
        isEmpty={figures.sources.length === 0}
        chart={<Sources parts={figures.sources} onPick={go} />}
        table={<PartTable label={t("sources.title")} head={t("sources.source")} parts={figures.sources} />}
      />
    </div>
  );
}

interface Drawn {
  readonly parts: Parts;
  readonly onPick?: ((part: Parts[number]) => void) | undefined;
  readonly isLarge?: boolean;
}

/** Domains as a net, or as bars where they are too few for one. */
export function Domains({ parts, onPick, isLarge }: Drawn): ReactElement {
  const { t } = useTranslation("overview");
  const nameOf = useDomainName();
  const label = t("domains.title");
  const isNet = parts.length >= 3;
  const option = useMemo(() => {
    const named = parts.map(({ key, value }) => ({ name: nameOf(key), value }));
    return (isNet ? radarOf : barsOf)(named, label);
  }, [parts, isNet, label, nameOf]);
  const pick = (place: number): void => {
    const part = parts[place];
    if (part !== undefined) onPick?.(part);
  };
  return <Chart label={label} option={option} onPick={isNet ? undefined : pick} isLarge={isLarge} />;
}

function Sources({ parts, onPick }: Drawn): ReactElement {
  const { t } = useTranslation("overview");
  const label = t("sources.title");
  const option = useMemo(
    () =>
      pieOf(
        parts.map(({ key, value }) => ({ name: key, value })),
        label,
      ),
    [parts, label],
  );
  const pick = (place: number): void => {
    const part = parts[place];
    if (part !== undefined) onPick?.(part);
  };
  return <Chart label={label} option={option} onPick={pick} />;
}

function PartTable({
  label,
  head,
  parts,
}: {
  readonly label: string;
  readonly head: string;
  readonly parts: Parts;
}): ReactElement {
  const { t } = useTranslation("overview");
  const nameOf = useDomainName();
  return (
    <DataTable
      label={label}
      rows={parts}
      keyOf={({ key }) => key}
      columns={[
        {
          title: head,
          kind: "wide",
          show: ({ key, filter }) => (
            <GoTo to="/" search={filter}>
              {nameOf(key)}
            </GoTo>
          ),
        },
        { title: t("alerts"), kind: "end", show: ({ value }) => count(value) },
      ]}
    />
  );
}
