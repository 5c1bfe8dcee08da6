import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { amountOf, count, listed } from "../../i18n/format.ts";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import type { Content } from "./report.tsx";

const names = ["written", "done", "doneLate", "open", "overdue"] as const;

/** Measures, and the money that came back. */
export function Rectified({
  content: { rectification, overview },
}: {
  readonly content: Pick<Content, "rectification" | "overview">;
}): ReactElement {
  const { t } = useTranslation("report");
  const { recovered } = overview.flow;
  return (
    <Section title={t("rectification.title")}>
      <Facts
        facts={[
          ...names.map((name) => [t(`rectification.${name}`), count(rectification[name])] as const),
          [t("recovered"), recovered.length === 0 ? count(0) : listed(recovered.map(amountOf))],
        ]}
      />
    </Section>
  );
}
