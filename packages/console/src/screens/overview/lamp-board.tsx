import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useUnitName } from "../../app/unit-names.ts";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { UnitLights } from "./overview.tsx";
import styles from "./overview.module.css";

/** The light of each unit with open matters, the gravest first. */
export function LampBoard({
  lights,
  error,
}: {
  readonly lights: UnitLights | undefined;
  readonly error: Error | null;
}): ReactElement {
  const { t } = useTranslation("overview");
  const nameOf = useUnitName();
  return (
    <Section title={t("lamps.title")}>
      {error !== null && <Problem error={error} />}
      {lights?.length === 0 && <p className={styles.none}>{t("lamps.none")}</p>}
      {lights !== undefined && lights.length > 0 && (
        <DataTable
          label={t("lamps.title")}
          rows={lights}
          keyOf={({ unit }) => unit ?? ""}
          columns={[
            {
              title: t("lamps.unit"),
              kind: "wide",
              show: ({ unit }) =>
                unit === null ? (
                  t("lamps.noUnit")
                ) : (
                  <GoTo to="/cases" search={{ unit }}>
                    {nameOf(unit)}
                  </GoTo>
                ),
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
            { title: t("lamps.red"), kind: "end", show: ({ red }) => count(red) },
            { title: t("lamps.yellow"), kind: "end", show: ({ yellow }) => count(yellow) },
            { title: t("lamps.green"), kind: "end", show: ({ green }) => count(green) },
            { title: t("lamps.stopped"), kind: "end", show: ({ stopped }) => count(stopped) },
          ]}
        />
      )}
    </Section>
  );
}
