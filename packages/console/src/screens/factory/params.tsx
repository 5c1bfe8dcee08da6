import type { Rule } from "@probity/contracts";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { BothField } from "./both-field.tsx";
import styles from "./factory.module.css";
import { JsonField } from "./json-field.tsx";

type AllParams = NonNullable<Rule["params"]>;
type Param = AllParams[string];

/** Types that a new parameter may have, with a default to begin with. Tables come from a model folder. */
const starts: Readonly<Record<string, unknown>> = {
  int: 0,
  double: 0,
  string: "",
  bool: false,
  money: { amount: 0, currency: "CNY" },
  duration: "24h",
  "list<string>": [],
  "map<string,int>": {},
};

interface Props {
  readonly params: AllParams;
  readonly onChange: (params: AllParams) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

/** Thresholds of a rule: their defaults, bounds and meanings. Bindings may set others by unit or region. */
export function Params({ params, onChange, onBroken }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const entries = Object.entries(params);
  return (
    <div className={styles.stack}>
      {entries.length === 0 && <p className={styles.soft}>{t("params.none")}</p>}
      {entries.map(([name, param]) => (
        <fieldset key={name} className={styles.item}>
          <legend>{t("params.title", { name, type: param.type })}</legend>
          <ParamFields
            param={param}
            onChange={(next) => onChange({ ...params, [name]: next })}
            onBroken={onBroken}
          />
          <div>
            <Button
              size="small"
              aria-label={t("params.removeNamed", { name })}
              onClick={() => onChange(Object.fromEntries(entries.filter(([key]) => key !== name)))}
            >
              {t("params.remove")}
            </Button>
          </div>
        </fieldset>
      ))}
      <NewParam
        taken={entries.map(([name]) => name)}
        onAdd={(name, param) => onChange({ ...params, [name]: param })}
      />
    </div>
  );
}

function ParamFields({
  param,
  onChange,
  onBroken,
}: {
  readonly param: Param;
  readonly onChange: (param: Param) => void;
  readonly onBroken: (isBroken: boolean) => void;
}): ReactElement {
  const { t } = useTranslation("factory");
  const bound = (side: "min" | "max"): ReactElement => (
    <TextField
      label={t(`params.${side}`)}
      type="number"
      step="any"
      value={param[side] ?? ""}
      onChange={({ target }) => {
        const { [side]: _, ...rest } = param;
        onChange(target.value === "" ? rest : { ...rest, [side]: Number(target.value) });
      }}
    />
  );
  return (
    <>
      <div className={styles.grid}>
        <JsonField
          label={t("params.default")}
          value={param.default}
          onChange={(value) => onChange({ ...param, default: value })}
          onBroken={onBroken}
        />
        {(param.type === "int" || param.type === "double") && (
          <>
            {bound("min")}
            {bound("max")}
          </>
        )}
      </div>
      <BothField
        label={t("params.description")}
        value={param.description}
        onChange={(description) => onChange({ ...param, description })}
      />
    </>
  );
}

function NewParam({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (name: string, param: Param) => void;
}): ReactElement {
  const { t } = useTranslation("factory");
  const [name, setName] = useState("");
  const [type, setType] = useState("int");
  const isValid = /^[a-z][A-Za-z0-9_]{0,59}$/.test(name) && !taken.includes(name);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!isValid) return;
    // Of the table above.
    onAdd(name, { type: type as Param["type"], default: starts[type], description: { "zh-CN": "", en: "" } });
    setName("");
  };
  return (
    <form className={styles.newItem} onSubmit={add}>
      <TextField
        label={t("params.name")}
        hint={t("params.nameHint")}
        value={name}
        maxLength={60}
        onChange={({ target }) => setName(target.value)}
      />
      <SelectField label={t("params.type")} value={type} onChange={({ target }) => setType(target.value)}>
        {Object.keys(starts).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
      <Button type="submit" size="small" icon="plus" disabled={!isValid}>
        {t("params.add")}
      </Button>
    </form>
  );
}
