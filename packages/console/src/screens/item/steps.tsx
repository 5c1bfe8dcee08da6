import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import type { WholeItem } from "./item-query.ts";

/** What happened to an item, the oldest first. */
export function Steps({ item }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const names = useNames();
  const known: Readonly<Record<string, string>> = t("steps.names", { returnObjects: true });
  return (
    <Section title={t("steps.title")}>
      <DataTable
        label={t("steps.what")}
        rows={item.steps}
        keyOf={({ n }) => n}
        columns={[
          { title: t("steps.when"), show: ({ at }) => moment(at) },
          {
            title: t("steps.what"),
            kind: "wide",
            show: ({ name, text }) => (
              <>
                <strong>{known[name] ?? name}</strong>
                {text !== null && <p className={loop.words}>{text}</p>}
              </>
            ),
          },
          {
            title: t("steps.by"),
            show: ({ by }) => (by === null || by === "system" ? t("steps.system") : names.person(by)),
          },
          {
            title: t("proofs.hash"),
            show: ({ hash }) => (
              <span className={loop.code} title={hash}>
                {hash.slice(0, 12)}…
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}
