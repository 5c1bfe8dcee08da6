import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../../../api/call.ts";
import { PersonField } from "../../../loop/who-fields.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { DateFields, saidDays } from "../parts/date-fields.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { touched } from "./org.ts";

type Kind = Given<"post", "/ops/org/relations">["body"]["kind"];
const between = {
  person: ["spouse", "parent_child", "sibling", "other_kin_3gen", "in_law", "partner", "other"],
  organisation: [
    "shareholder",
    "beneficial_owner",
    "legal_representative",
    "director",
    "supervisor",
    "manager",
    "controls",
    "partner",
    "other",
  ],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

/** Whether this console has a word for a kind of relation. */
export const isKind = (kind: string): kind is Kind =>
  Object.values(between)
    .flat()
    .some((one) => one === kind);

/** Enters a relation that somebody declared. */
export function RelationForm({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState<{
    readonly from: string;
    readonly other: keyof typeof between;
    readonly to: string;
    readonly kind: Kind;
  }>({ from: "", other: "person", to: "", kind: "spouse" });
  const [days, setDays] = useState({ validFrom: "", validTo: "" });
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () => {
      const { from, other, to, kind } = given;
      return post("/ops/org/relations", {
        body: {
          from,
          to: `${other}:${to.trim()}`,
          kind,
          ...saidDays(days),
        },
      });
    },
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={t("relations.add")}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <PersonField
        label={t("relations.from")}
        required
        value={given.from}
        onChange={(from) => set({ from })}
      />
      <div className={styles.pair}>
        <SelectField
          label={t("relations.other")}
          value={given.other}
          onChange={({ target }) => {
            const other = target.value === "organisation" ? "organisation" : "person";
            set({ other, kind: between[other][0] });
          }}
        >
          <option value="person">{t("person")}</option>
          <option value="organisation">{t("relations.organisation")}</option>
        </SelectField>
        <TextField
          label={t("relations.to")}
          hint={t("relations.toHint")}
          required
          maxLength={500}
          pattern=".*\S.*"
          value={given.to}
          onChange={({ target }) => set({ to: target.value })}
        />
      </div>
      <SelectField
        label={t("relations.kind")}
        value={given.kind}
        onChange={({ target }) => set(isKind(target.value) ? { kind: target.value } : {})}
      >
        {between[given.other].map((kind) => (
          <option key={kind} value={kind}>
            {t(`relationKinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <DateFields
        days={days}
        isPast
        fromHint={t("relations.fromHint")}
        toHint={t("validToHint")}
        onChange={setDays}
      />
    </FormDialog>
  );
}
