import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import { changeOf } from "../overview/change-of.ts";
import { counterNames } from "../overview/counters.tsx";
import type { Content } from "./report.tsx";

/** The counters, each with its change against the period before. */
export function Counters({ counters }: { readonly counters: Content["overview"]["counters"] }): ReactElement {
  const { t } = useTranslation("report");
  const words = useTranslation("overview");
  const rows = counterNames.map((name) => ({ name, ...counters[name] }));
  return (
    <Section title={words.t("counters.label")}>
      <DataTable
        label={words.t("counters.label")}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: t("figure"), kind: "wide", show: ({ name }) => words.t(`counters.${name}`) },
          { title: t("value"), kind: "end", show: ({ value }) => count(value) },
          {
            title: t("before"),
            kind: "end",
            show: ({ before }) => (before === null ? "–" : count(before)),
          },
          {
            title: t("change"),
            kind: "end",
            show: ({ value, before }) => (before === null ? t("atMaking") : changeOf(value, before)),
          },
        ]}
      />
    </Section>
  );
}
