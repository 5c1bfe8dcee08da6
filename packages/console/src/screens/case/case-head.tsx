import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { Chip } from "../../loop/chip.tsx";
import loop from "../../loop/loop.module.css";
import { StateMark, toneOfState } from "../../loop/state-mark.tsx";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import styles from "./case.module.css";
import type { CaseFile, CaseTrack } from "./case-query.ts";
import { StepButtons } from "./step-buttons.tsx";

interface Props {
  readonly file: CaseFile;
  readonly track: CaseTrack;
  readonly onSide: (side: CaseTrack["track"]) => void;
}

/** The title that a case was given, or the name of its first alert. */
export const titleOf = ({ title, alerts, id }: CaseFile): string =>
  title ?? alerts[0]?.name[language()] ?? id;

/** What the case is, how it stands, and what its person can do. */
export function CaseHead({ file, track, onSide }: Props): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  return (
    <div className={styles.head}>
      <div className={styles.about}>
        <div className={styles.title}>
          <h1>{titleOf(file)}</h1>
          <Lamp colour={colourOfLevel(file.level)} text={word("levels", String(file.level))} />
          <StateMark tone={toneOfState(track.state)} text={word("states", track.state)} />
          <span className={loop.number}>{file.id}</span>
        </div>
        {file.mergedInto !== null && (
          <p>
            {t("mergedInto")}{" "}
            <Link to="/cases/$id" params={{ id: file.mergedInto }}>
              {file.mergedInto}
            </Link>
          </p>
        )}
        <div className={styles.steps} role="group" aria-label={t("side")}>
          {file.tracks.length > 1 ? (
            file.tracks.map((one) => (
              <Chip
                key={one.track}
                text={`${word("tracks", one.track)} · ${word("states", one.state)}`}
                isOn={one.track === track.track}
                onClick={() => onSide(one.track)}
              />
            ))
          ) : (
            <span className={loop.soft}>{word("tracks", track.track)}</span>
          )}
        </div>
      </div>
      <div className={styles.steps}>
        <StepButtons file={file} track={track} />
        <Button icon="download" look="quiet" onClick={() => globalThis.print()}>
          {t("print")}
        </Button>
      </div>
    </div>
  );
}
