import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { put } from "../../../api/call.ts";
import { TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type Calendar, touched } from "./calendars.tsx";

/** Says that the days of a year are announced, or takes that back. */
export function AnnounceDialog({
  calendar: { id, announced, years },
  year,
  onClose,
}: {
  readonly calendar: Calendar;
  readonly year: number;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const [source, setSource] = useState(years.find((one) => one.year === year)?.source ?? "");
  const act = t(announced === true ? "calendars.takeBack" : "calendars.announce");
  const save = useChange(
    () =>
      put("/ops/calendars/{id}/years/{year}", {
        params: { id, year },
        body: { announced: announced !== true, source: source.trim() },
      }),
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={act}
      act={act}
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <p className={styles.means}>
        {t(announced === true ? "calendars.takeBackMeans" : "calendars.announceMeans", { year })}
      </p>
      <TextField
        label={t("calendars.source")}
        hint={t("calendars.sourceHint")}
        required
        data-first=""
        maxLength={500}
        pattern=".*\S.*"
        value={source}
        onChange={({ target }) => setSource(target.value)}
      />
    </FormDialog>
  );
}
