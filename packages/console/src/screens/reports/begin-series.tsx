import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { FormDialog } from "../../loop/form-dialog.tsx";
import { useChange } from "../../loop/use-change.ts";
import { PersonField } from "../../loop/who-fields.tsx";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { AreaFields, areaOf, noArea } from "./area-fields.tsx";
import { seriesPath } from "./series-list.tsx";

const periods = ["month", "quarter"] as const;
const most = 50;

/** Has a report made after each month or quarter. */
export function BeginSeries({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("reports");
  const [title, setTitle] = useState("");
  const [every, setEvery] = useState<(typeof periods)[number]>("month");
  const [area, setArea] = useState(noArea);
  const [people, setPeople] = useState<readonly string[]>([""]);
  const begin = useChange(
    () =>
      post(seriesPath, {
        body: {
          title: title.trim(),
          every,
          ...areaOf(area),
          recipients: [...new Set(people.filter((person) => person !== ""))],
        },
      }),
    [seriesPath],
    onClose,
  );
  return (
    <FormDialog
      title={t("series.begin")}
      act={t("series.submit")}
      error={begin.error}
      isPending={begin.isPending}
      onSubmit={() => begin.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("name")}
        required
        maxLength={200}
        data-first=""
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <SelectField
        label={t("series.every")}
        value={every}
        onChange={({ target }) => setEvery(periods.find((one) => one === target.value) ?? "month")}
      >
        {periods.map((one) => (
          <option key={one} value={one}>
            {t(`series.periods.${one}`)}
          </option>
        ))}
      </SelectField>
      <AreaFields value={area} onChange={setArea} />
      {people.map((person, place) => (
        // A recipient has no id before it is chosen; its place is what it is known by.
        // oxlint-disable-next-line react/no-array-index-key
        <PersonField
          key={place}
          label={t("series.recipient", { place: place + 1 })}
          value={person}
          onChange={(id) => setPeople(people.with(place, id))}
        />
      ))}
      {people.length < most && (
        <div>
          <Button size="small" icon="plus" onClick={() => setPeople([...people, ""])}>
            {t("series.more")}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
