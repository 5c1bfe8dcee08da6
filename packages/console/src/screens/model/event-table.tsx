import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment, pair } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { valueText } from "../../ui/value-text.ts";
import styles from "./model.module.css";

interface Event {
  readonly position: number;
  readonly source: string;
  readonly subject: string | null;
  readonly time: string;
  readonly isErased: boolean;
  readonly values: readonly { readonly path: string; readonly value?: unknown }[];
}

interface Props {
  readonly caption: string;
  readonly events: readonly Event[];
}

/** Stored events by what the rule reads of them. */
export function EventTable({ caption, events }: Props): ReactElement {
  const { t } = useTranslation("model");
  return (
    <section>
      <h3>{caption}</h3>
      {events.length === 0 ? (
        <p className={styles.soft}>{t("events.none")}</p>
      ) : (
        <DataTable
          label={caption}
          rows={events}
          keyOf={({ position }) => position}
          columns={[
            { title: t("events.subject"), show: ({ subject, source }) => subject ?? source },
            { title: t("events.position"), kind: "end", show: ({ position }) => position },
            { title: t("events.time"), show: ({ time }) => moment(time) },
            {
              title: t("events.values"),
              kind: "wide",
              show: ({ isErased, values }) =>
                isErased
                  ? t("events.erased")
                  : values.map(({ path, value }) => (
                      <div key={path}>{pair(path, valueText(value, "major"))}</div>
                    )),
            },
          ]}
        />
      )}
    </section>
  );
}
