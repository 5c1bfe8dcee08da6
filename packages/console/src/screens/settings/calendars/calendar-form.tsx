import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, put } from "../../../api/call.ts";
import { useNarrow } from "../../../app/use-narrow.ts";
import { language } from "../../../i18n/i18n.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import loop from "../../../loop/loop.module.css";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { NameFields } from "../parts/name-fields.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import type { SettingsSearch } from "../search.ts";
import { touched } from "./calendars.tsx";
import { weekdays } from "./weekdays.ts";

/** Adds a calendar: made from another one, or with a week of its own. */
export function CalendarForm({
  known,
  onClose,
}: {
  readonly known: Answer<"get", "/ops/calendars">["calendars"];
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const narrow = useNarrow<SettingsSearch>("/settings");
  const [given, setGiven] = useState({ id: "", parent: known[0]?.id ?? "" });
  const [names, setNames] = useState({ zh: "", en: "" });
  const [week, setWeek] = useState<readonly number[]>([1, 2, 3, 4, 5]);
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const isKnown = known.some(({ id }) => id === given.id);
  const parent = known.find(({ id }) => id === given.parent);
  const save = useChange(
    () =>
      put("/ops/calendars/{id}", {
        params: { id: given.id },
        body: {
          names: { "zh-CN": names.zh.trim(), en: names.en.trim() },
          ...(parent === undefined
            ? { week: week.toSorted((a, b) => a - b), timeZone: zone, workingTime: [usual] }
            : { parent: parent.id }),
        },
      }),
    touched,
    ({ id }) => {
      onClose();
      narrow({ of: id });
    },
  );
  return (
    <FormDialog
      title={t("calendars.add")}
      act={t("calendars.add")}
      error={save.error}
      isPending={save.isPending}
      isReady={!isKnown && (parent !== undefined || week.length > 0)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("id")}
        required
        data-first=""
        maxLength={60}
        pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
        error={isKnown ? t("calendars.exists") : undefined}
        hint={t("calendars.idHint")}
        value={given.id}
        onChange={({ target }) => set({ id: target.value })}
      />
      <NameFields names={names} needs="both" onChange={setNames} />
      <SelectField
        label={t("calendars.parent")}
        hint={t("calendars.parentHint")}
        value={given.parent}
        onChange={({ target }) => set({ parent: target.value })}
      >
        <option value="">{t("calendars.noParent")}</option>
        {known.map(({ id, names: own }) => (
          <option key={id} value={id}>
            {`${own[language()]} (${id})`}
          </option>
        ))}
      </SelectField>
      {parent === undefined && <WeekField week={week} onChange={setWeek} />}
    </FormDialog>
  );
}

function WeekField({
  week,
  onChange,
}: {
  readonly week: readonly number[];
  readonly onChange: (week: readonly number[]) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <fieldset className={loop.group}>
      <legend>{t("calendars.week")}</legend>
      <div className={loop.choices}>
        {weekdays().map(({ long }, place) => (
          <CheckField
            key={long}
            label={long}
            isOn={week.includes(place + 1)}
            onChange={(isOn) =>
              onChange(isOn ? [...week, place + 1] : week.filter((day) => day !== place + 1))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Of a calendar that is made from no other: the zone of the browser, and the usual hours. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const usual = { from: "08:30", to: "17:30" };
