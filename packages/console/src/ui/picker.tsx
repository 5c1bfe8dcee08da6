import { type KeyboardEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "./class-names.ts";
import { Field } from "./field.tsx";
import fieldStyles from "./field.module.css";
import styles from "./picker.module.css";
import { type Picked, type SearchedKind, useFound } from "./use-found.ts";

interface Props {
  readonly kind: SearchedKind;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: Picked | undefined;
  readonly onChange: (picked: Picked | undefined) => void;
  /** Whether it has the focus when its dialog opens. @defaultValue false */
  readonly isFirst?: boolean;
}

/** Picks one of many by words, which the server searches: lists of thousands are never loaded. An ARIA combobox. */
export function Picker({ kind, label, hint, error, value, onChange, isFirst = false }: Props): ReactElement {
  const { t } = useTranslation();
  const list = useId();
  const [words, setWords] = useState<string>();
  const [active, setActive] = useState(0);
  const q = words?.trim() ?? "";
  const found = useFound(kind, q);
  const isOpen = words !== undefined && q !== "" && found !== undefined;
  const pick = (picked: Picked | undefined): void => {
    if (picked === undefined) return;
    onChange(picked);
    setWords(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) setActive(Math.max(0, Math.min(found.length - 1, to)));
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) pick(found[active]);
    else if (event.key === "Escape") setWords(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.picker}>
      <Field label={label} hint={hint ?? t("pick.search")} error={error}>
        {(ids) => (
          <input
            {...ids}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found.length > 0 ? `${list}-${active}` : undefined}
            className={fieldStyles.input}
            data-first={isFirst ? "" : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={words ?? (value === undefined ? "" : shown(value))}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setWords(event.target.value);
              setActive(0);
              if (value !== undefined) onChange(undefined);
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <ul id={list} role="listbox" aria-label={label} className={styles.list} hidden={!isOpen}>
        {found?.map((one, place) => (
          <li
            key={one.id}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === active}
            className={classNames(styles.option, place === active && styles.active)}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              pick(one);
            }}
          >
            {shown(one)}
          </li>
        ))}
        {found?.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className={styles.none}>
            {t("pick.none")}
          </li>
        )}
      </ul>
    </div>
  );
}

const shown = ({ id, name }: Picked): string => (name === id ? id : `${name} (${id})`);
