import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import { dayAfter } from "../../../loop/days.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { PersonField } from "../../../loop/who-fields.tsx";
import { TextField } from "../../../ui/field.tsx";
import { lastDayBefore } from "../parts/date-range.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { useChange } from "../parts/use-change.ts";
import styles from "../settings.module.css";
import type { Delegation } from "./delegations.tsx";
import { touched } from "./org.ts";

/** Lets a person stand in for another, or changes until when and for what. */
export function DelegationForm({
  before,
  onClose,
}: {
  readonly before?: Delegation | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const [given, setGiven] = useState({
    from: before?.from ?? "",
    to: before?.to ?? "",
    reason: before?.reason ?? "",
    validFrom: "",
    validTo: before === undefined ? "" : lastDayBefore(before.validTo),
    permissions: before?.permissions ?? null,
  });
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () => {
      const { validFrom, reason, ...rest } = given;
      return post("/ops/org/delegations", {
        body: {
          ...rest,
          reason: reason.trim(),
          ...(validFrom !== "" && { validFrom }),
          ...(before !== undefined && { id: before.id }),
        },
      });
    },
    touched,
    onClose,
  );
  const isSame = given.from !== "" && given.from === given.to;
  const isNothing = given.permissions?.length === 0;
  return (
    <FormDialog
      title={t(before === undefined ? "delegations.add" : "delegations.change")}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      isReady={!isSame && !isNothing}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {before === undefined && (
        <div className={styles.pair}>
          <PersonField
            label={t("delegations.from")}
            required
            value={given.from}
            onChange={(from) => set({ from })}
          />
          <PersonField
            label={t("delegations.to")}
            hint={isSame ? t("delegations.same") : undefined}
            required
            value={given.to}
            onChange={(to) => set({ to })}
          />
        </div>
      )}
      <TextField
        label={t("reason")}
        required
        maxLength={2000}
        pattern=".*\S.*"
        value={given.reason}
        onChange={({ target }) => set({ reason: target.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={t("validFrom")}
          hint={t(before === undefined ? "validFromHint" : "delegations.fromKept")}
          type="date"
          value={given.validFrom}
          onChange={({ target }) => set({ validFrom: target.value })}
        />
        <TextField
          label={t("validTo")}
          hint={t("delegations.toHint")}
          type="date"
          required
          min={given.validFrom === "" ? dayAfter(0) : given.validFrom}
          value={given.validTo}
          onChange={({ target }) => set({ validTo: target.value })}
        />
      </div>
      <Permissions chosen={given.permissions} onChange={(permissions) => set({ permissions })} />
      {given.from !== "" && given.to !== "" && !isSame && (
        <p className={styles.means} role="status">
          {t("delegations.means", { from: names.person(given.from), to: names.person(given.to) })}
        </p>
      )}
    </FormDialog>
  );
}

/** Everything, or only what is chosen. */
function Permissions({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: readonly string[] | null) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const { data } = useQuery(reading("/ops/roles"));
  const all = [...new Set(data?.roles.flatMap(({ permissions }) => permissions))].toSorted();
  return (
    <fieldset className={loop.group}>
      <legend>{t("delegations.what")}</legend>
      <CheckField
        label={t("delegations.all")}
        isOn={chosen === null}
        onChange={(isOn) => onChange(isOn ? null : [])}
      />
      {chosen !== null && (
        <div className={styles.choices}>
          {all.map((one) => (
            <CheckField
              key={one}
              label={one}
              isOn={chosen.includes(one)}
              onChange={(isOn) => onChange(isOn ? [...chosen, one] : chosen.filter((other) => other !== one))}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
