import type { KeyboardEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/button.tsx";
import { Popup } from "../../../ui/popup.tsx";
import styles from "./pipeline.module.css";
import type { AddableKind } from "./step.ts";

interface Props {
  /** What the step is called, behind which the new one goes. */
  readonly name: string;
  readonly possible: readonly AddableKind[];
  readonly onAdd: (kind: AddableKind) => void;
}

/** The list of steps that can stand behind another one; arrow keys go through it. */
export function AddAfter({ name, possible, onAdd }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const label = t("steps.addAfter", { name });
  return (
    <Popup
      label={label}
      trigger={(trigger) => <IconButton size="small" icon="plus" name={label} {...trigger} />}
    >
      {(close) => (
        <ul className={styles.menu} onKeyDown={move}>
          {possible.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                onClick={() => {
                  close();
                  onAdd(kind);
                }}
              >
                {t(`steps.kinds.${kind}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popup>
  );
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const place = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((place + step) % buttons.length)?.focus();
}
