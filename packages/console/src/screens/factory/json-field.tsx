import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextArea } from "../model/text-area.tsx";

interface Props {
  readonly label: string;
  readonly value: unknown;
  readonly isObject?: boolean;
  /** Called with every text that is JSON of the wanted form. */
  readonly onChange: (value: unknown) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

/** Data as JSON; what is no JSON stays in the field, and says so. */
export function JsonField({ label, value, isObject = false, onChange, onBroken }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [isBroken, setBroken] = useState(false);
  const type = (next: string): void => {
    setText(next);
    const parsed = parse(next);
    const fits =
      parsed.ok &&
      (!isObject ||
        (typeof parsed.value === "object" && parsed.value !== null && !Array.isArray(parsed.value)));
    setBroken(!fits);
    onBroken(!fits);
    if (fits) onChange(parsed.value);
  };
  return (
    <TextArea
      label={label}
      error={isBroken ? t(isObject ? "json.object" : "json.broken") : undefined}
      spellCheck={false}
      rows={Math.min(14, text.split("\n").length + 1)}
      value={text}
      onChange={({ target }) => type(target.value)}
    />
  );
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Not JSON while it is being typed: the field says so.
    return { ok: false };
  }
}
