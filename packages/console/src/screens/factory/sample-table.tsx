import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment, pair } from "../../i18n/format.ts";
import { valueText } from "../../ui/value-text.ts";
import factory from "./factory.module.css";

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
    <div className={factory.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={factory.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pipeline.position")}</th>
            <th scope="col">{t("pipeline.subject")}</th>
            <th scope="col">{t("pipeline.time")}</th>
            <th scope="col">{t("pipeline.values")}</th>
          </tr>
        </thead>
        <tbody>
          {events.length === 0 && (
            <tr>
              <td colSpan={4}>{t("pipeline.none")}</td>
            </tr>
          )}
          {events.map(({ position, source, subject, time, isErased, values }) => (
            <tr key={position}>
              <td>{position}</td>
              <td>{subject ?? source}</td>
              <td>{moment(time)}</td>
              <td>
                {isErased
                  ? t("pipeline.erased")
                  : values.map(({ path, value }) => (
                      <div key={path}>{pair(path.slice("event.".length), valueText(value, "major"))}</div>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
