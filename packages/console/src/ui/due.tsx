import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Lamp } from "./lamp.tsx";

/** From so many hours on days are counted. */
const manyHours = 48;
const colours = { red: "red", yellow: "amber", green: "green", stopped: "grey" } as const;

interface Props {
  /** Of the deadline; null where none runs. */
  readonly light: keyof typeof colours | null;
  /** Negative: late. */
  readonly hoursLeft: number | null;
}

/** How long there is until something is due, or how late it is; with the light of the deadline. */
export function Due({ light, hoursLeft }: Props): ReactElement | null {
  const { t } = useTranslation();
  if (light === null) return null;
  if (hoursLeft === null || light === "stopped")
    return <Lamp colour={colours[light]} text={t(`words.lights.${light}`)} />;
  const hours = Math.round(Math.abs(hoursLeft));
  const days = Math.floor(hours / 24);
  const isLate = hoursLeft < 0;
  const text =
    hours >= manyHours
      ? t(isLate ? "words.lateDays" : "words.leftDays", { days })
      : t(isLate ? "words.late" : "words.left", { hours });
  return <Lamp colour={colours[light]} text={text} />;
}
