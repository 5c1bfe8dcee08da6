import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useRoleName } from "../../../app/role-name.ts";
import { useUnitName } from "../../../app/unit-names.ts";
import { UnitField } from "../../../loop/who-fields.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { DateFields, type Days } from "../parts/date-fields.tsx";
import { endOf, startOf } from "../parts/date-range.ts";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type GrantBody, giveGrant, guarded, type Holder, touched } from "./holder.ts";

/** Gives somebody a role; says in a sentence what that means before it is done. */
export function GrantForm({
  holder,
  onClose,
}: {
  readonly holder: Holder;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const [role, setRole] = useState<GrantBody["role"]>();
  const [given, setGiven] = useState({ unit: "", validFrom: "", validTo: "" });
  const done = useChange(
    () => giveGrant(holder, bodyOf(role, given)),
    touched,
    (answer) => {
      if (!("request" in answer)) onClose();
    },
  );
  if (done.data !== undefined && "request" in done.data)
    return (
      <Dialog
        title={t("grants.asked")}
        onClose={onClose}
        foot={<Button onClick={onClose}>{t("understood")}</Button>}
      >
        <p>{t("grants.askedHint", { name: holder.name })}</p>
      </Dialog>
    );
  return (
    <FormDialog
      title={t("grants.giveTo", { name: holder.name })}
      act={t("grants.give")}
      error={done.error}
      isPending={done.isPending}
      onSubmit={() => done.mutate()}
      onClose={onClose}
    >
      <RoleField holder={holder} role={role} onChange={setRole} />
      <UnitField
        label={t("grants.where")}
        hint={t("grants.whereHint")}
        value={given.unit}
        onChange={(unit) => setGiven({ ...given, unit })}
      />
      <DateFields
        days={given}
        fromHint={t("validFromHint")}
        toHint={t("validToHint")}
        onChange={(days) => setGiven({ ...given, ...days })}
      />
      {role !== undefined && <Meaning holder={holder} role={role} given={given} />}
    </FormDialog>
  );
}

interface Where extends Days {
  readonly unit: string;
}

function bodyOf(role: GrantBody["role"] | undefined, { unit, validFrom, validTo }: Where): GrantBody {
  if (role === undefined) throw new Error("the form asks for a role");
  return {
    role,
    ...(unit !== "" && { unit }),
    ...(validFrom !== "" && { from: startOf(validFrom) }),
    ...(validTo !== "" && { until: endOf(validTo) }),
  };
}

function RoleField({
  holder,
  role,
  onChange,
}: {
  readonly holder: Holder;
  readonly role: GrantBody["role"] | undefined;
  readonly onChange: (role: GrantBody["role"] | undefined) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const roleName = useRoleName();
  const { data } = useQuery({ ...reading("/ops/roles"), staleTime: Number.POSITIVE_INFINITY });
  // Those that two persons give are given to persons, one by one.
  const offered = (data?.roles ?? [])
    .map((one) => one.role)
    .filter((one) => holder.kind !== "group" || !guarded.includes(one));
  return (
    <SelectField
      label={t("grants.role")}
      hint={role === undefined ? undefined : t(`roles.means.${role}`)}
      required
      data-first=""
      value={role ?? ""}
      onChange={({ target }) => onChange(offered.find((one) => one === target.value))}
    >
      <option value="">—</option>
      {offered.map((one) => (
        <option key={one} value={one}>
          {roleName(one)}
        </option>
      ))}
    </SelectField>
  );
}

/** What will be when it is given. */
function Meaning({
  holder,
  role,
  given: { unit, validFrom, validTo },
}: {
  readonly holder: Holder;
  readonly role: GrantBody["role"];
  readonly given: Where;
}): ReactElement {
  const { t } = useTranslation("settings");
  const roleName = useRoleName();
  const unitName = useUnitName();
  const where = unit === "" ? t("everywhere") : t("withUnder", { unit: unitName(unit) });
  const isGuarded = guarded.includes(role) || holder.kind === "group";
  return (
    <div className={styles.means} role="status">
      <p>
        {t(holder.kind === "group" ? "grants.meansGroup" : "grants.means", {
          name: holder.name,
          role: roleName(role),
          where,
          from: validFrom === "" ? t("now") : validFrom,
          until: validTo === "" ? t("grants.noEnd") : t("grants.upTo", { day: validTo }),
        })}
      </p>
      {isGuarded && <p>{t("grants.twoPersons")}</p>}
    </div>
  );
}
