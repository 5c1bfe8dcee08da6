import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay, useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { ClockActDialog } from "../../loop/clock-act-dialog.tsx";
import { type Act, actsOn, type Clock } from "../../loop/clock-acts.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./case.module.css";
import type { CaseTrack } from "./case-query.ts";

const topLevel = 3;

/** The deadline of a side: its light, when it goes up, to which level, and what a supervisor can do about it. */
export function ClockCard({
  id,
  track: { track },
}: {
  readonly id: string;
  readonly track: CaseTrack;
}): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const names = useNames();
  const clocks = useQuery(reading("/console/escalations/{id}", { params: { id } }));
  const clock = clocks.data?.clocks.find((one) => one.track === track);
  const steps = clocks.data?.steps.filter((step) => step.track === track) ?? [];
  return (
    <section className={styles.card} aria-labelledby="clock">
      <h2 id="clock">{t("clock.title")}</h2>
      {clocks.error !== null && <Problem error={clocks.error} onRetry={() => void clocks.refetch()} />}
      {clocks.isSuccess && clock === undefined && <p className={loop.soft}>{t("clock.none")}</p>}
      {clock !== undefined && <Standing clock={clock} />}
      {steps.length > 0 && (
        <details>
          <summary>{t("clock.history")}</summary>
          <ul>
            {steps.map(({ n, action, at, by, text }) => (
              <li key={n} className={loop.soft}>
                {moment(at)} {word("happenings", action)} {by === null ? t("facts.system") : names.person(by)}{" "}
                {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Standing({ clock }: { readonly clock: Clock }): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  const me = useMe();
  const mayAct = useMay("escalation.act");
  const [act, setAct] = useState<Act>();
  const { light, dueAt, escalationLevel: level, handUpAt, body } = clock;
  const acts = mayAct ? actsOn(clock, { id: me.id, roles: me.grants.map(({ role }) => role) }) : [];
  return (
    <>
      <Lamp colour={colourOfLight(light)} text={t(`clock.lights.${light}`)} />
      <Facts
        facts={[
          [t("clock.due"), dueAt === null ? t("clock.stopped") : moment(dueAt)],
          [t("clock.level"), level === 0 ? t("clock.notRaised") : t("clock.raised", { level })],
          [t("clock.body"), body === null ? undefined : names.unit(body)],
          [
            t("clock.next", { level: Math.min(topLevel, level + 1) }),
            handUpAt === null ? undefined : moment(handUpAt),
          ],
        ]}
      />
      {level >= topLevel && <p className={loop.soft}>{t("clock.top")}</p>}
      {acts.length > 0 && (
        <div className={loop.acts}>
          {acts.map((one) => (
            <Button key={one} size="small" onClick={() => setAct(one)}>
              {t(`clock.acts.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {act !== undefined && <ClockActDialog clock={clock} act={act} onClose={() => setAct(undefined)} />}
    </>
  );
}
