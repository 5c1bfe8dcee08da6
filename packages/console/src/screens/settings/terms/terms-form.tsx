import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, put } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { language } from "../../../i18n/i18n.ts";
import { UnitField } from "../../../loop/who-fields.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type ScopeKind, scopeKinds, splitScope, stages } from "./stages.ts";
import type { AllTerms, ScopeTerms } from "./terms.tsx";
import { useScopeName } from "./use-scope-name.ts";

const path = "/console/escalation-terms/{scope}";
const named = ["unit", "model", "rule"];
const numbers = [...stages, "levelDays", "warnDays"] as const;
type Name = (typeof numbers)[number];

/** Sets the terms of a scope: what is left empty is as it is without it. */
export function TermsForm({
  all: { preset, terms: known },
  before,
  onClose,
}: {
  readonly all: AllTerms;
  readonly before?: ScopeTerms | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const scopeName = useScopeName();
  const [kind, setKind] = useState<ScopeKind>(splitScope(before?.scope ?? "unit")[0] ?? "unit");
  const [id, setId] = useState("");
  const [days, setDays] = useState(daysOf(before?.terms));
  const [calendar, setCalendar] = useState(before?.terms.calendar ?? "");
  const scope = before?.scope ?? (named.includes(kind) ? `${kind}:${id}` : kind);
  const isThere = before === undefined && known.some((one) => one.scope === scope);
  const save = useChange(
    () => put(path, { params: { scope }, body: bodyOf(days, kind === "unit" ? calendar : "") }),
    ["/console/escalation-terms"],
    onClose,
  );
  return (
    <FormDialog
      title={before === undefined ? t("terms.add") : t("terms.changeOf", { scope: scopeName(scope) })}
      act={t("save")}
      size="wide"
      error={save.error}
      isPending={save.isPending}
      isReady={!isThere}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {before === undefined && (
        <ScopeFields
          kind={kind}
          id={id}
          onKind={(one) => {
            setKind(one);
            setId("");
          }}
          onId={setId}
        />
      )}
      {isThere && <p role="alert">{t("terms.isThere")}</p>}
      <div className={styles.pair}>
        {numbers.map((name) => (
          <TextField
            key={name}
            label={name === "levelDays" || name === "warnDays" ? t(`terms.${name}`) : t(`stages.${name}`)}
            hint={t("terms.presetIs", {
              days: name === "levelDays" || name === "warnDays" ? preset[name] : preset.stages[name],
            })}
            type="number"
            min={1}
            max={1000}
            value={days[name] ?? ""}
            onChange={({ target }) => setDays({ ...days, [name]: target.value })}
          />
        ))}
      </div>
      {kind === "unit" && <CalendarField value={calendar} onChange={setCalendar} />}
      <p className={styles.means}>{t("terms.means")}</p>
    </FormDialog>
  );
}

type Days = Partial<Record<Name, string>>;

function daysOf(terms: ScopeTerms["terms"] | undefined): Days {
  const { stages: ofStages = {}, levelDays, warnDays } = terms ?? {};
  const said = Object.entries({ ...ofStages, levelDays, warnDays }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}

function bodyOf(days: Days, calendar: string): NonNullable<Given<"put", typeof path>["body"]> {
  const said = Object.fromEntries(
    Object.entries(days).flatMap(([name, value]) => (value === "" ? [] : [[name, Number(value)]])),
  ) as Partial<Record<Name, number>>; // the names are those of the fields above
  const { levelDays, warnDays, ...ofStages } = said;
  return {
    stages: ofStages,
    ...(levelDays !== undefined && { levelDays }),
    ...(warnDays !== undefined && { warnDays }),
    ...(calendar !== "" && { calendar }),
  };
}

function ScopeFields({
  kind,
  id,
  onKind,
  onId,
}: {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly onKind: (kind: ScopeKind) => void;
  readonly onId: (id: string) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <div className={styles.pair}>
      <SelectField
        label={t("terms.scope")}
        data-first=""
        value={kind}
        onChange={({ target }) => onKind(scopeKinds.find((one) => one === target.value) ?? "default")}
      >
        {scopeKinds.map((one) => (
          <option key={one} value={one}>
            {t(`terms.scopes.${one}`)}
          </option>
        ))}
      </SelectField>
      {kind === "unit" && <UnitField label={t("unit")} required value={id} onChange={onId} />}
      {(kind === "model" || kind === "rule") && (
        <TextField
          label={t("id")}
          hint={t(`terms.idHints.${kind}`)}
          required
          maxLength={190}
          pattern="[A-Za-z0-9][A-Za-z0-9._\/\-]*"
          value={id}
          onChange={({ target }) => onId(target.value)}
        />
      )}
    </div>
  );
}

function CalendarField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const { data } = useQuery(reading("/ops/calendars"));
  return (
    <SelectField
      label={t("calendars.calendar")}
      hint={t("terms.calendarHint")}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{t("terms.asAbove")}</option>
      {data?.calendars.map(({ id, names }) => (
        <option key={id} value={id}>
          {`${names[language()]} (${id})`}
        </option>
      ))}
    </SelectField>
  );
}
