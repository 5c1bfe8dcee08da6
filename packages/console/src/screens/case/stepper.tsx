import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { useWord } from "../../loop/word.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./case.module.css";
import type { CaseFile, CaseTrack } from "./case-query.ts";

const stages = ["warned", "assigned", "verifying", "disposing", "applying", "appraising"] as const;

interface Props {
  readonly file: CaseFile;
  readonly track: CaseTrack;
}

/** How far a side of the case is: each stage with when it was entered, and by whom. */
export function Stepper({ file, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const names = useNames();
  const steps = useQuery(
    reading("/console/cases/{id}/timeline", {
      params: { id: file.id },
      query: { kind: "transition", limit: 500 },
    }),
  );
  const entries = (steps.data?.entries ?? []).filter((one) => one.track === track.track);
  const entered = (state: string) => entries.findLast(({ to, from }) => to === state && from !== state);
  const now = placeOf(track);
  return (
    <ol className={styles.stages} aria-label={t("stages")}>
      {stages.map((stage, place) => {
        const step = place === 0 ? undefined : entered(stage);
        const when = place === 0 ? file.openedAt : step?.at;
        const isPassed = place < now;
        const isNow = place === now;
        return (
          <li
            key={stage}
            className={classNames(styles.stage, isPassed && styles.passed, isNow && styles.now)}
            aria-current={isNow ? "step" : undefined}
          >
            <strong>
              {place + 1}. {word("stages", stage)}
              <span className="visually-hidden"> {t(isPassed ? "done" : isNow ? "current" : "ahead")}</span>
            </strong>
            {(isPassed || isNow) && when !== undefined && (
              <>
                <span>{moment(when)}</span>
                <span>
                  {place === 0
                    ? file.openedBy === null
                      ? word("origins", file.origin)
                      : names.person(file.openedBy)
                    : step?.by === null
                      ? t("facts.system")
                      : names.person(step?.by ?? null)}
                </span>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The place of a state among the stages; behind all of them once it ended well. */
function placeOf({ state, suspendedFrom }: CaseTrack): number {
  const at = state === "suspended" && suspendedFrom !== null ? suspendedFrom : state;
  if (at === "closed") return stages.length;
  if (at === "transferred" || at === "not_a_problem") return stages.indexOf("verifying");
  if (at === "merged") return 0;
  return stages.findIndex((stage) => stage === at);
}
