import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./report.module.css";
import type { Content } from "./report.tsx";

const numbers = ["red", "yellow", "green", "stopped"] as const;

/** The lamp of each unit with open matters, as it was when the report was made. */
export function Lamps({ lamps }: { readonly lamps: Content["lamps"] }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <Section title={t("lamps.title")}>
      {lamps.length === 0 ? (
        <p className={styles.hint}>{t("lamps.none")}</p>
      ) : (
        <DataTable
          label={t("lamps.title")}
          rows={lamps}
          keyOf={({ unit }) => unit ?? ""}
          columns={[
            {
              title: t("lamps.unit"),
              kind: "wide",
              show: ({ unit, name }) => name?.[language()] ?? unit ?? t("lamps.noUnit"),
            },
            {
              title: t("lamps.light"),
              show: ({ light }) => <Lamp colour={colourOfLight(light)} text={t(`lamps.${light}`)} />,
            },
            {
              title: t("lamps.level"),
              show: ({ escalationLevel }) =>
                escalationLevel === 0 ? t("lamps.notRaised") : t("lamps.raised", { level: escalationLevel }),
            },
            ...numbers.map((name) => ({
              title: t(`lamps.${name}`),
              kind: "end" as const,
              show: (lamp: Content["lamps"][number]) => count(lamp[name]),
            })),
          ]}
        />
      )}
    </Section>
  );
}
