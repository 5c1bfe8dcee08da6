import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { PersonField } from "../../../loop/who-fields.tsx";
import { TextField } from "../../../ui/field.tsx";
import { DateFields, saidDays } from "../parts/date-fields.tsx";
import { lastDayBefore } from "../parts/date-range.ts";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
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
    permissions: before?.permissions ?? null,
  });
  const [days, setDays] = useState({
    validFrom: "",
    validTo: before === undefined ? "" : lastDayBefore(before.validTo),
  });
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () =>
      post("/ops/org/delegations", {
        body: {
          ...given,
          ...saidDays(days),
          validTo: days.validTo,
          reason: given.reason.trim(),
          ...(before !== undefined && { id: before.id }),
        },
      }),
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
      {before === undefined && <Both given={given} onChange={set} />}
      {isSame && <p role="alert">{t("delegations.same")}</p>}
      <TextField
        label={t("reason")}
        required
        maxLength={2000}
        pattern=".*\S.*"
        value={given.reason}
        onChange={({ target }) => set({ reason: target.value })}
      />
      <DateFields
        days={days}
        isEnding
        fromHint={t(before === undefined ? "validFromHint" : "delegations.fromKept")}
        toHint={t("delegations.toHint")}
        onChange={setDays}
      />
      <Permissions chosen={given.permissions} onChange={(permissions) => set({ permissions })} />
      {given.from !== "" && given.to !== "" && !isSame && (
        <p className={styles.means} role="status">
          {t("delegations.means", { from: names.person(given.from), to: names.person(given.to) })}
        </p>
      )}
    </FormDialog>
  );
}

/** Who is represented, and who stands in. */
function Both({
  given,
  onChange,
}: {
  readonly given: Pick<Delegation, "from" | "to">;
  readonly onChange: (change: Partial<Pick<Delegation, "from" | "to">>) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <div className={styles.pair}>
      <PersonField
        label={t("delegations.from")}
        required
        value={given.from}
        onChange={(from) => onChange({ from })}
      />
      <PersonField
        label={t("delegations.to")}
        required
        value={given.to}
        onChange={(to) => onChange({ to })}
      />
    </div>
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
