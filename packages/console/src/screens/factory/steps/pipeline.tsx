import type { Rule } from "@probity/contracts";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import type { Language, Version } from "../../model/version.ts";
import { Palette } from "./palette.tsx";
import styles from "./pipeline.module.css";
import { possible, possibleAfter } from "./possible.ts";
import { Samples } from "./samples.tsx";
import { type AddableKind, stageOf, stages, stepsOf } from "./step.ts";
import { StepCard } from "./step-card.tsx";
import { type Flow, useFlow } from "./use-flow.ts";
import { useStepTexts } from "./use-step-texts.ts";
import type { Steps } from "./use-steps.ts";

interface Props {
  readonly version: Version;
  /** The rule as it stands on the desk. */
  readonly rule: Rule;
  readonly language: Language;
  /** Whether the stored text is what stands on the desk: only that has been backtested. */
  readonly isStored: boolean;
  readonly steps: Steps;
  /** Whether something is half written: until it is whole, no step is added or taken out. */
  readonly isBroken: boolean;
}

/**
 * A rule as the steps that an event goes through (ML-4): what each does, how many stored events go in and out, and samples.
 * Steps are added from the palette and from the list of each step, and taken out, with the mouse and with the keyboard alone.
 */
export function Pipeline({ version, rule, language, isStored, steps, isBroken }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const proof = isStored ? version.proofs.backtest?.id : undefined;
  const flow = useFlow(version, proof, rule.id);
  const [dragged, setDragged] = useState<AddableKind>();
  const addable = isBroken ? [] : possible(rule, steps.parts);
  return (
    <div className={styles.bench}>
      <div className={styles.side}>
        <Palette possible={addable} onAdd={(kind) => steps.add(kind)} onDrag={setDragged} />
        <Told steps={steps} />
      </div>
      <div className={styles.pipeline}>
        <Stages
          addable={addable}
          rule={rule}
          language={language}
          flow={flow}
          steps={steps}
          isBroken={isBroken}
          dragged={dragged}
        />
        {flow === undefined ? (
          <p className={styles.about}>{t("pipeline.noBacktest")}</p>
        ) : (
          <Samples version={version} proof={proof} rule={rule.id} />
        )}
      </div>
    </div>
  );
}

/** What was done last, and how it is taken back. */
function Told({ steps: { told, undo } }: { readonly steps: Steps }): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <div className={styles.told}>
      <span role="status">{told}</span>
      {undo !== undefined && (
        <Button size="small" icon="undo" onClick={undo}>
          {t("steps.undoButton")}
        </Button>
      )}
    </div>
  );
}

interface StagesProps extends Pick<Props, "rule" | "language" | "steps" | "isBroken"> {
  readonly flow: Flow | undefined;
  readonly addable: readonly AddableKind[];
  readonly dragged: AddableKind | undefined;
}

function Stages({ rule, language, flow, steps, isBroken, addable, dragged }: StagesProps): ReactElement {
  const { t } = useTranslation("factory");
  const textOf = useStepTexts(rule, language);
  const all = stepsOf(rule);
  return (
    <ol className={styles.stages} aria-label={t("pipeline.title")}>
      {stages.map((stage) => {
        const own = all.filter((step) => step.stage === stage);
        const isTarget = dragged !== undefined && stageOf[dragged] === stage;
        return (
          <li
            key={stage}
            className={styles.stage}
            onDragOver={(event) => isTarget && event.preventDefault()}
            onDrop={(event) => {
              if (!isTarget) return;
              event.preventDefault();
              steps.add(dragged);
            }}
          >
            <div className={styles.head}>
              <h3>{t(`pipeline.steps.${stage}`)}</h3>
              {flow !== undefined && (
                <p className={styles.rows}>
                  {t("pipeline.rows", {
                    before: count(flow.rows[stage][0]),
                    after: count(flow.rows[stage][1]),
                  })}
                </p>
              )}
            </div>
            <ul className={styles.cards} aria-label={t("steps.of", { stage: t(`pipeline.steps.${stage}`) })}>
              {own.map((step) => (
                <StepCard
                  key={step.key}
                  step={step}
                  text={textOf(step)}
                  lacking={step.key.startsWith("feature:") ? (flow?.lacking(step.name) ?? 0) : 0}
                  possible={possibleAfter(rule, step, addable)}
                  dragged={dragged}
                  onAdd={(kind) => steps.add(kind, step)}
                  onOpen={() => steps.open(step.key)}
                  onRemove={() => !isBroken && steps.remove(step)}
                />
              ))}
              {own.length === 0 && (
                <li className={styles.about}>{t(`steps.empty.${stage === "filter" ? "filter" : "data"}`)}</li>
              )}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
