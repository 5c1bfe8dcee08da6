import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { useMay, useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { ClockActDialog } from "../../loop/clock-act-dialog.tsx";
import { type Act, actsOn, type Clock } from "../../loop/clock-acts.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { Paged } from "../../loop/paged.tsx";
import { usePages } from "../../loop/pages.ts";
import { StateMark, toneOfState } from "../../loop/state-mark.tsx";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { colourOfLevel, colourOfLight, Lamp } from "../../ui/lamp.tsx";
import styles from "./escalations.module.css";
import type { BoardSearch } from "./search.ts";
import { useTimeLeft } from "./time-left.ts";

const path = "/console/escalations";

interface Props {
  readonly level: 0 | 1 | 2 | 3;
  readonly filter: BoardSearch & { readonly unit?: string | undefined };
}

/** What was handed up to one level; what is due first comes first. */
export function Lane({ level, filter }: Props): ReactElement {
  const { t } = useTranslation("escalations");
  const list = usePages([path, { ...filter, level }], (cursor, signal) =>
    getUntil(signal, path, { query: { ...filter, escalation: level, cursor, limit: 30 } }),
  );
  return (
    <section className={styles.lane} aria-labelledby={`lane-${level}`}>
      <h2 id={`lane-${level}`}>{t(`lanes.${level}`)}</h2>
      <Paged
        list={list}
        rowsOf={({ escalations }) => escalations}
        empty={<p className={loop.soft}>{t("none")}</p>}
      >
        {(rows) => (
          <ul className={styles.cards}>
            {rows.map((clock) => (
              <li key={`${clock.case} ${clock.track}`}>
                <Card clock={clock} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function Card({ clock }: { readonly clock: Clock }): ReactElement {
  const { t } = useTranslation("escalations");
  const word = useWord();
  const names = useNames();
  const { case: id, light, level, state, track, dueAt, handUpAt, body, review } = clock;
  const left = useTimeLeft(dueAt);
  return (
    <article className={styles.card} aria-label={id}>
      <div className={loop.head}>
        <Link to="/cases/$id" params={{ id }} search={{ side: track }} data-row>
          {clock.title?.[language()] ?? id}
        </Link>
        <Lamp colour={colourOfLight(light)} text={left ?? t("stopped")} />
      </div>
      <span className={loop.number}>{id}</span>
      <div className={loop.chips}>
        <Lamp colour={colourOfLevel(level)} text={word("levels", String(level))} />
        <StateMark tone={toneOfState(state)} text={`${word("tracks", track)} · ${word("states", state)}`} />
        {clock.situation === "A" && <StateMark text={t("statutory")} />}
      </div>
      <Facts
        facts={[
          [word("fields", "unit"), names.unit(clock.unit)],
          [word("fields", "handler"), names.person(clock.handler)],
          [t("due"), dueAt === null ? undefined : moment(dueAt)],
          [t("next"), handUpAt === null ? undefined : moment(handUpAt)],
          [t("body"), body === null ? undefined : names.unit(body)],
          [t("review"), review === "accepted" || review === "refused" ? t(`reviews.${review}`) : undefined],
        ]}
      />
      <Acts clock={clock} />
    </article>
  );
}

function Acts({ clock }: { readonly clock: Clock }): ReactElement | null {
  const { t } = useTranslation("escalations");
  const word = useWord();
  const me = useMe();
  const mayAct = useMay("escalation.act");
  const [act, setAct] = useState<Act>();
  const acts = mayAct ? actsOn(clock, { id: me.id, roles: me.grants.map(({ role }) => role) }) : [];
  if (acts.length === 0) return null;
  return (
    <div className={loop.acts} role="group" aria-label={t("acts")}>
      {acts.map((one) => (
        <Button key={one} size="small" onClick={() => setAct(one)}>
          {word("happenings", one)}
        </Button>
      ))}
      {act !== undefined && <ClockActDialog clock={clock} act={act} onClose={() => setAct(undefined)} />}
    </div>
  );
}
