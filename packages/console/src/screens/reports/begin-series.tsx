import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { queryClient } from "../../api/queries.ts";
import { PersonField } from "../../loop/who-fields.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { AreaFields, areaOf, noArea } from "./area-fields.tsx";
import styles from "./reports.module.css";
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
  const begin = useMutation({
    mutationFn: () =>
      post(seriesPath, {
        body: {
          title: title.trim(),
          every,
          ...areaOf(area),
          recipients: [...new Set(people.filter((person) => person !== ""))],
        },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [seriesPath] });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <Dialog
      title={t("series.begin")}
      onClose={onClose}
      foot={
        <Button type="submit" form="begin-series" look="main" disabled={begin.isPending}>
          {t("series.submit")}
        </Button>
      }
    >
      <form id="begin-series" className={styles.form} onSubmit={submit}>
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
        {begin.error !== null && <Problem error={begin.error} />}
      </form>
    </Dialog>
  );
}
