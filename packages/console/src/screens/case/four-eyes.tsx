import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import type { StepName } from "../../loop/steps/input.ts";
import { useWord } from "../../loop/word.ts";
import styles from "./case.module.css";
import type { CaseFile, CaseTrack } from "./case-query.ts";
import { excludedFrom, stepsFor } from "./excluded.ts";

interface Props {
  readonly file: CaseFile;
  readonly track: CaseTrack;
}

/** What waits for another person: who proposed it, who may not decide it and why. */
export function FourEyes({ file, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const names = useNames();
  const me = useMe();
  const step = decidedBy(track);
  const excluded = step === undefined ? [] : excludedFrom(step, file, track);
  return (
    <section className={styles.card} aria-labelledby="four-eyes">
      <h2 id="four-eyes">{t("fourEyes.title")}</h2>
      {step === undefined ? (
        <p className={loop.soft}>{t("fourEyes.none")}</p>
      ) : (
        <>
          {track.proposal !== null && (
            <p>
              {t("fourEyes.proposed", {
                person: names.person(track.proposal.by),
                moment: moment(track.proposal.at),
                step: word(
                  "steps",
                  track.proposal.step === "closing" ? "propose_closing" : "propose_dismissal",
                ),
              })}
            </p>
          )}
          <p className={loop.soft}>{t(`fourEyes.${ruleOf(step, file.level)}`)}</p>
          {excluded.length > 0 && (
            <div>
              <h3>{t("fourEyes.excluded")}</h3>
              <ul className={styles.excluded}>
                {excluded.map((person) => (
                  <li key={person}>{names.person(person)}</li>
                ))}
              </ul>
            </div>
          )}
          {excluded.includes(me.id) ? (
            <p>{t("fourEyes.you")}</p>
          ) : (
            stepsFor(me.id, file, track).includes(step) && <p>{t("fourEyes.youCan")}</p>
          )}
        </>
      )}
    </section>
  );
}

/** The step by which another person decides what stands there now. */
function decidedBy({ state, proposal }: CaseTrack): StepName | undefined {
  if (proposal?.step === "dismissal") return "agree_dismissal";
  if (proposal?.step === "closing") return "close";
  return state === "disposing" ? "apply" : undefined;
}

function ruleOf(
  step: StepName,
  level: number,
): "dispose" | "dismissal" | "dismissal1" | "closing" | "closing1" {
  if (step === "apply") return "dispose";
  if (step === "close") return level === 1 ? "closing1" : "closing";
  return level === 1 ? "dismissal1" : "dismissal";
}
