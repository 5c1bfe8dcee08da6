import type { Constant } from "@probity/engine/author";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./condition.module.css";

const codes = ["s", "i", "d", "b", "n"] as const;

interface Props {
  readonly constant: Constant;
  readonly name: string;
  readonly onChange: (constant: Constant) => void;
}

/** A value, with its kind: texts are texts whatever stands in them. */
export function ConstantView({ constant, name, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const known = codes.find((code) => code === constant.code);
  return (
    <>
      <select
        aria-label={t("constant.kind", { name })}
        value={constant.code}
        onChange={({ target }) => {
          const code = codes.find((one) => one === target.value);
          if (code !== undefined) onChange(ofCode(code, constant.value));
        }}
      >
        {known === undefined && <option value={constant.code}>{t("constant.other")}</option>}
        {codes.map((code) => (
          <option key={code} value={code}>
            {t(`constant.${code}`)}
          </option>
        ))}
      </select>
      <Value constant={constant} name={t("constant.value", { name })} onChange={onChange} />
    </>
  );
}

/** The same value as another kind, as near as it can be. */
export function ofCode(code: (typeof codes)[number], value: Constant["value"]): Constant {
  const made = (next: Constant["value"]): Constant => ({ kind: "constant", code, value: next });
  if (code === "s") return made(value === null ? "" : String(value));
  if (code === "b") return made(value === true || value === "true");
  if (code === "n") return made(null);
  const number = Number(value);
  if (!Number.isFinite(number)) return made(0);
  return made(code === "i" ? Math.trunc(number) : number);
}

function Value({ constant, name, onChange }: Props): ReactElement | null {
  const { t } = useTranslation("factory");
  const { code, value } = constant;
  if (code === "n") return null;
  if (code === "b")
    return (
      <select
        aria-label={name}
        value={String(value)}
        onChange={({ target }) => onChange({ ...constant, value: target.value === "true" })}
      >
        <option value="true">{t("constant.yes")}</option>
        <option value="false">{t("constant.no")}</option>
      </select>
    );
  if (code === "i" || code === "d" || code === "u")
    return <NumberValue constant={constant} name={name} onChange={onChange} />;
  return (
    <input
      className={styles.value}
      aria-label={name}
      value={String(value)}
      maxLength={1000}
      onChange={({ target }) => onChange({ ...constant, value: target.value })}
    />
  );
}

/** A number is taken over when it is one; until then the field holds what is being typed. */
function NumberValue({ constant, name, onChange }: Props): ReactElement {
  const [typed, setTyped] = useState<string>();
  const { code, value } = constant;
  const isValid = (text: string): boolean =>
    text.trim() !== "" &&
    Number.isFinite(Number(text)) &&
    (code === "d" || Number.isSafeInteger(Number(text)));
  return (
    <input
      className={styles.value}
      aria-label={name}
      aria-invalid={typed !== undefined && !isValid(typed)}
      inputMode="decimal"
      value={typed ?? String(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isValid(target.value)) onChange({ ...constant, value: Number(target.value) });
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
