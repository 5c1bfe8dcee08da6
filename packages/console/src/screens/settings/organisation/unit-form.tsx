import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { language } from "../../../i18n/i18n.ts";
import { DateField } from "../../../ui/date/date-field.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { NameFields, namesOf } from "../parts/name-fields.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { idPattern, touched, type Unit, type UnitDetail, unitKinds } from "./org.ts";

interface Props {
  readonly before?: UnitDetail;
  /** What it is under, until another one is chosen. */
  readonly under: string | null;
  readonly units: readonly Unit[];
  readonly onClose: () => void;
}

/** Adds a unit; or renames and moves one, from a day on. */
export function UnitForm({ before, under, units, onClose }: Props): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState({
    id: before?.id ?? "",
    kind: before?.kind ?? ("unit" as const),
    parent: under ?? "",
    validFrom: "",
  });
  const [names, setNames] = useState(namesOf(before?.name));
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () =>
      post("/ops/org/units", {
        body: {
          id: given.id,
          name: names.zh.trim(),
          nameEn: names.en.trim() || null,
          kind: given.kind,
          parent: given.parent || null,
          ...(given.validFrom !== "" && { validFrom: given.validFrom }),
        },
      }),
    touched,
    onClose,
  );
  const title =
    before === undefined ? t("units.add") : t("units.changeOf", { name: before.name[language()] });
  return (
    <FormDialog
      title={title}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {before === undefined && (
        <TextField
          label={t("id")}
          hint={t("units.idHint")}
          required
          data-first=""
          maxLength={100}
          pattern={idPattern}
          value={given.id}
          onChange={({ target }) => set({ id: target.value.trim() })}
        />
      )}
      <NameFields names={names} needs="chinese" onChange={setNames} />
      <SelectField
        label={t("units.kind")}
        value={given.kind}
        onChange={({ target }) => set({ kind: unitKinds.find((one) => one === target.value) ?? "unit" })}
      >
        {unitKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`unitKinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("units.parent")}
        value={given.parent}
        onChange={({ target }) => set({ parent: target.value })}
      >
        <option value="">{t("units.top")}</option>
        {units
          .filter(({ id }) => id !== before?.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name[language()]}
            </option>
          ))}
      </SelectField>
      <DateField
        label={t("validFrom")}
        hint={t("validFromHint")}
        value={given.validFrom}
        onChange={(validFrom) => set({ validFrom })}
      />
    </FormDialog>
  );
}
