import { type DragEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { count } from "../../../i18n/format.ts";
import { AddAfter } from "./add-after.tsx";
import styles from "./pipeline.module.css";
import type { AddableKind, Step } from "./step.ts";
import { nameOf } from "./use-steps.ts";

interface Props {
  readonly step: Step;
  /** What it does, in words. */
  readonly text: string;
  /** Events without a value of it, where that is known. */
  readonly lacking: number;
  readonly possible: readonly AddableKind[];
  /** What is carried over the pipeline at the moment. */
  readonly dragged: AddableKind | undefined;
  readonly onAdd: (kind: AddableKind) => void;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

/** A step: pressed it opens its fields; what can follow is dropped on it or chosen from its list; Delete takes it out. */
export function StepCard({
  step,
  text,
  lacking,
  possible,
  dragged,
  onAdd,
  onOpen,
  onRemove,
}: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [isOver, setOver] = useState(false);
  const kind = t(`steps.kinds.${step.kind}`);
  const name = nameOf(step, kind);
  const isTarget = dragged !== undefined && possible.includes(dragged);
  const allow = (event: DragEvent): void => {
    if (!isTarget) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const drop = (event: DragEvent): void => {
    setOver(false);
    if (!isTarget) return;
    event.preventDefault();
    event.stopPropagation();
    onAdd(dragged);
  };
  return (
    <li
      className={classNames(styles.card, isTarget && styles.target, isTarget && isOver && styles.over)}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        data-card={step.key}
        className={styles.open}
        onClick={onOpen}
        onKeyDown={({ key }) => key === "Delete" && step.isRemovable && onRemove()}
      >
        <strong>{name}</strong>
        <span className={styles.text}>{text}</span>
        {lacking > 0 && (
          <span className={styles.about}>{t("steps.lacking", { number: count(lacking) })}</span>
        )}
      </button>
      <span className={styles.tools}>
        {possible.length > 0 && <AddAfter name={withText(name, text)} possible={possible} onAdd={onAdd} />}
        {step.isRemovable && (
          <IconButton
            size="small"
            icon="close"
            name={t("steps.remove", { name: withText(name, text) })}
            onClick={onRemove}
          />
        )}
      </span>
    </li>
  );
}

const longest = 60;

/** Enough of what a step does to tell it from its neighbours. */
const withText = (name: string, text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return name;
  return `${name} (${line.length > longest ? `${line.slice(0, longest)}…` : line})`;
};
