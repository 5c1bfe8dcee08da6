import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { language } from "../../../i18n/i18n.ts";
import { SelectField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { chainKinds, type ChainLink, chainLinks, touched, type Unit, type UnitDetail } from "./org.ts";

/** Names who supervises a unit; what is not named here is as it is above. */
export function ChainForm({
  unit,
  units,
  onClose,
}: {
  readonly unit: UnitDetail;
  readonly units: readonly Unit[];
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState<Partial<Record<ChainLink, string>>>({});
  const save = useChange(
    () =>
      post("/ops/org/chain", {
        body: {
          unit: unit.id,
          ...Object.fromEntries(Object.entries(given).map(([link, target]) => [link, target || null])),
        },
      }),
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={t("chain.of", { name: unit.name[language()] })}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      isReady={Object.keys(given).length > 0}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <p>{t("chain.hint")}</p>
      {chainLinks.map((link) => (
        <SelectField
          key={link}
          label={t(`chain.${link}`)}
          value={given[link] ?? unit.chain[link] ?? ""}
          onChange={({ target }) => setGiven({ ...given, [link]: target.value })}
        >
          <option value="">{t("chain.asAbove")}</option>
          {units
            .filter(({ id, kind }) => id !== unit.id && chainKinds[link].some((one) => one === kind))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name[language()]}
              </option>
            ))}
        </SelectField>
      ))}
    </FormDialog>
  );
}
