import { type ReactElement, useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import styles from "./pipeline.module.css";
import type { AddableKind } from "./step.ts";

/** Groups of the palette, by the words of those who build models. */
const groups = {
  source: ["source"],
  filter: ["filter"],
  join: ["record", "history"],
  window: ["window"],
  graph: ["owners", "shared", "path"],
  condition: ["condition"],
  score: ["screen"],
  alert: ["evidence", "advice"],
} as const satisfies Readonly<Record<string, readonly AddableKind[]>>;

type Group = keyof typeof groups;

interface Props {
  /** Those that the rule can take; the others are shown, and cannot be pressed. */
  readonly possible: readonly AddableKind[];
  readonly onAdd: (kind: AddableKind) => void;
  /** A step is carried to the pipeline, or no longer. */
  readonly onDrag: (kind: AddableKind | undefined) => void;
}

/** Steps to add: pressed they go to the end of their stage, dragged they go behind the step where they are dropped. */
export function Palette({ possible, onAdd, onDrag }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const id = useId();
  return (
    <section className={styles.palette} aria-labelledby={id}>
      <h3 id={id}>{t("palette.title")}</h3>
      <p className={styles.about}>{t("palette.hint")}</p>
      {(Object.keys(groups) as readonly Group[]).map((group) => (
        <div key={group} role="group" aria-label={t(`palette.groups.${group}`)} className={styles.group}>
          <span className={styles.about}>{t(`palette.groups.${group}`)}</span>
          {groups[group].map((kind) => (
            <Button
              key={kind}
              size="small"
              icon="plus"
              draggable={possible.includes(kind)}
              disabled={!possible.includes(kind)}
              onClick={() => onAdd(kind)}
              onDragStart={({ dataTransfer }) => {
                dataTransfer.effectAllowed = "copy";
                dataTransfer.setData("text/plain", t(`steps.kinds.${kind}`));
                onDrag(kind);
              }}
              onDragEnd={() => onDrag(undefined)}
            >
              {t(`steps.kinds.${kind}`)}
            </Button>
          ))}
        </div>
      ))}
    </section>
  );
}
