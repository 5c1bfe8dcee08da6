import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, put } from "../../../api/call.ts";
import { useMay } from "../../../app/me.ts";
import { language } from "../../../i18n/i18n.ts";
import { moment } from "../../../i18n/format.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { NameFields } from "../parts/name-fields.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type Calendar, touched } from "./calendars.tsx";
import { dayIn, type ShownDay } from "./days-of.ts";
import { weekdays } from "./weekdays.ts";

const path = "/ops/calendars/{id}/days/{date}";
type Kind = Given<"put", typeof path>["body"]["kind"];

/** What one day is, who says so, and its change. */
export function DayDialog({
  calendar,
  date,
  onClose,
}: {
  readonly calendar: Calendar;
  readonly date: string;
  readonly onClose: () => void;
}): ReactElement {
  const mayWrite = useMay("calendar.write");
  const day = dayIn(calendar, date);
  const title = `${date} ${weekdays()[day.weekday - 1]?.long ?? ""}`;
  return mayWrite ? (
    <DayForm calendar={calendar} day={day} title={title} onClose={onClose} />
  ) : (
    <Dialog title={title} onClose={onClose}>
      <Said day={day} />
    </Dialog>
  );
}

function Said({ day: { isWorking, special } }: { readonly day: ShownDay }): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <FactGrid
      facts={[
        [t("calendars.is"), t(isWorking ? "calendars.working" : "calendars.free")],
        [t("name"), special?.names?.[language()]],
        [t("calendars.source"), special?.source ?? undefined],
        [
          t("calendars.saidBy"),
          special && `${special.calendar}, ${special.changedBy}, ${moment(special.changedAt)}`,
        ],
      ]}
    />
  );
}

function DayForm({
  calendar: { id },
  day,
  title,
  onClose,
}: {
  readonly calendar: Calendar;
  readonly day: ShownDay;
  readonly title: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const { date, special, isWorking } = day;
  const [given, setGiven] = useState<{
    readonly kind: Kind;
    readonly source: string;
  }>({
    kind: special?.kind ?? (isWorking ? "holiday" : "workday"),
    source: special?.source ?? "",
  });
  const [names, setNames] = useState({ zh: special?.names?.["zh-CN"] ?? "", en: special?.names?.en ?? "" });
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () => {
      const { kind, source } = given;
      const [zh, en] = [names.zh.trim(), names.en.trim()];
      const both = { "zh-CN": zh || en, en: en || zh };
      const body = { kind, source: source.trim(), ...(both.en !== "" && { names: both }) };
      return put(path, { params: { id, date }, body });
    },
    touched,
    onClose,
  );
  // What this calendar does not say itself cannot be taken back from it.
  const kinds: readonly Kind[] =
    special?.calendar === id
      ? ["holiday", "workday", "regular", "inherited"]
      : ["holiday", "workday", "regular"];
  return (
    <FormDialog
      title={title}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <Said day={day} />
      <SelectField
        label={t("calendars.becomes")}
        data-first=""
        value={given.kind}
        onChange={({ target }) => set({ kind: kinds.find((one) => one === target.value) ?? "regular" })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`calendars.kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <NameFields names={names} needs="none" onChange={setNames} />
      <TextField
        label={t("calendars.source")}
        hint={t("calendars.sourceHint")}
        required
        maxLength={500}
        pattern=".*\S.*"
        value={given.source}
        onChange={({ target }) => set({ source: target.value })}
      />
      <p className={styles.means}>{t("calendars.means")}</p>
    </FormDialog>
  );
}
