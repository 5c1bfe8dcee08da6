import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment, pair } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { valueText } from "../../ui/value-text.ts";
import styles from "./pipeline.module.css";

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
export function SampleTable({ caption, events }: Props): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <section>
      <h3>{caption}</h3>
      {events.length === 0 ? (
        <p className={styles.about}>{t("pipeline.none")}</p>
      ) : (
        <DataTable
          label={caption}
          rows={events}
          keyOf={({ position }) => position}
          columns={[
            { title: t("pipeline.subject"), show: ({ subject, source }) => subject ?? source },
            { title: t("pipeline.position"), kind: "end", show: ({ position }) => position },
            { title: t("pipeline.time"), show: ({ time }) => moment(time) },
            {
              title: t("pipeline.values"),
              kind: "wide",
              show: ({ isErased, values }) =>
                isErased
                  ? t("pipeline.erased")
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
