import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import { AgeBars } from "./ageing.tsx";
import { counterNames } from "./counters.tsx";
import { Flow } from "./flow.tsx";
import { Domains } from "./origins.tsx";
import type { Figures, UnitLights } from "./overview.tsx";
import styles from "./wall.module.css";
import { TrendChart } from "./trend.tsx";

const slides = ["counters", "trend", "domains", "lamps", "ageing"] as const;
/** How long each is shown. */
const turnMs = 15_000;

interface Props {
  readonly figures: Figures;
  readonly lights: UnitLights;
  readonly onClose: () => void;
}

/** The figures on a wall: one after the other, without names of people and units, and with nothing to be done. */
export function Wall({ figures, lights, onClose }: Props): ReactElement {
  const { t } = useTranslation("overview");
  const [place, setPlace] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => {
    if (isPaused) return undefined;
    const timer = setInterval(() => setPlace((before) => (before + 1) % slides.length), turnMs);
    return () => clearInterval(timer);
  }, [isPaused]);
  const turn = (by: number): void => setPlace((before) => (before + by + slides.length) % slides.length);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "ArrowRight") turn(1);
    if (event.key === "ArrowLeft") turn(-1);
  };
  const slide = slides[place] ?? "counters";
  return (
    <dialog
      ref={dialog}
      className={styles.wall}
      aria-label={t("wall.title")}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.head}>
        <h2>{t(`wall.${slide}`)}</h2>
        <span className={styles.place}>
          {place + 1} / {slides.length}
        </span>
        <Button aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
          {t("wall.pause")}
        </Button>
        <IconButton name={t("wall.close")} icon="close" onClick={onClose} />
      </div>
      <div className={styles.slide}>
        {slide === "counters" && <WallCounters figures={figures} />}
        {slide === "trend" && <TrendChart trend={figures.trend} isLarge />}
        {slide === "domains" && <Domains parts={figures.domains} isLarge />}
        {slide === "lamps" && <WallLamps lights={lights} />}
        {slide === "ageing" && <AgeBars ageing={figures.ageing} />}
      </div>
    </dialog>
  );
}

function WallCounters({ figures }: { readonly figures: Figures }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <>
      <ul className={styles.numbers}>
        {counterNames.map((name) => (
          <li key={name}>
            <strong>{count(figures.counters[name].value)}</strong>
            <span>{t(`counters.${name}`)}</span>
          </li>
        ))}
      </ul>
      <Flow figures={figures} />
    </>
  );
}

const colours = ["red", "yellow", "green", "stopped"] as const;

function WallLamps({ lights }: { readonly lights: UnitLights }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <ul className={styles.numbers}>
      {colours.map((light) => (
        <li key={light}>
          <strong>{count(lights.filter((one) => one.light === light).length)}</strong>
          <span>
            <Lamp colour={colourOfLight(light)} text={t(`lamps.${light}`)} />
          </span>
        </li>
      ))}
    </ul>
  );
}
