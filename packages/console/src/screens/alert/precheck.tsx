import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { listed, moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

/** What the approver was told before the act, and what became of it. */
export function Precheck({ precheck }: Pick<ShownAlert, "precheck">): ReactElement {
  const { t } = useTranslation(["alert", "shell"]);
  const yesNo = (value: boolean): string => t(value ? "shell:words.yes" : "shell:words.no");
  if (precheck === null)
    return (
      <Section title={t("precheck.title")}>
        <p className={styles.soft}>{t("precheck.none")}</p>
      </Section>
    );
  const { outcome, stage, person, openedAt, closedAt, justified, breakGlass, findings } = precheck;
  const spoke = findings.filter(({ result }) => result !== "clear" && result !== "not_applicable");
  return (
    <Section title={t("precheck.title")}>
      <Facts
        facts={[
          [t("precheck.outcome"), outcome === null ? undefined : t(`outcomes.${outcome}`)],
          [t("precheck.stage"), t(`stages.${stage}`)],
          [t("precheck.person"), person === null ? undefined : <NamedPerson key="person" id={person} />],
          [t("precheck.opened"), openedAt === null ? undefined : moment(openedAt)],
          [t("precheck.closed"), closedAt === null ? undefined : moment(closedAt)],
          [t("precheck.justified"), yesNo(justified)],
          [t("precheck.glass"), yesNo(breakGlass)],
          [t("precheck.rules"), listed(spoke.map(({ rule }) => rule))],
        ]}
      />
    </Section>
  );
}
