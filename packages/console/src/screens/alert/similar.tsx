import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Level } from "../../ui/level.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

/** The same rule again, and others about the same people. */
export function Similar({ shown: { repeated, similar } }: { readonly shown: ShownAlert }): ReactElement {
  const { t } = useTranslation("alert");
  return (
    <Section title={t("similar.title")}>
      {repeated.length === 0 && similar.length === 0 && <p className={styles.soft}>{t("similar.none")}</p>}
      <Lines title={t("similar.repeated")} lines={repeated} />
      <Lines title={t("similar.similar")} lines={similar} />
    </Section>
  );
}

function Lines({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: ShownAlert["similar"];
}): ReactElement | null {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{title}</h3>
      <ul className={styles.lines}>
        {lines.map(({ id, name, level, openedAt, state }) => (
          <li key={id}>
            <Level level={level} />
            <Link to="/alerts/$id" params={{ id }}>
              {name[language()]}
            </Link>
            <span className={styles.soft}>
              {t(`words.states.${state}`)} · {moment(openedAt)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
