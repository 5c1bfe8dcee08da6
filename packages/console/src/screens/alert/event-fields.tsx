import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Section } from "../../ui/page.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { valueText } from "../../ui/value-text.ts";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

/** The newest event of the alert, field by field, with what its type says of each. */
export function EventFields({ event }: Pick<ShownAlert, "event">): ReactElement {
  const { t } = useTranslation("alert");
  if (event === null)
    return (
      <Section title={t("event.title")}>
        <p className={styles.soft}>{t("event.none")}</p>
      </Section>
    );
  const { source, id, position, fields, more, erasedAt } = event;
  return (
    <Section title={`${t("event.title")} · ${event.name?.[language()] ?? event.type}`}>
      <p className={styles.soft}>{t("event.about", { source, id, position })}</p>
      {erasedAt !== null && <p>{t("event.erased", { time: moment(erasedAt) })}</p>}
      {fields.length > 0 && (
        <DataTable
          label={t("event.title")}
          rows={fields}
          keyOf={({ path }) => path.join("/")}
          columns={[
            { title: t("event.field"), kind: "wide", show: (field) => <Name {...field} /> },
            {
              title: t("event.value"),
              kind: "wide",
              show: ({ value, unit }) => `${valueText(value, "major")} ${unit ?? ""}`,
            },
          ]}
        />
      )}
      {more && <p className={styles.soft}>{t("event.more")}</p>}
    </Section>
  );
}

type Field = NonNullable<ShownAlert["event"]>["fields"][number];

const Name = ({ path, description }: Field): ReactElement => (
  <>
    <code>{path.join(".")}</code>
    {description !== null && <span className={styles.about}>{description[language()]}</span>}
  </>
);
