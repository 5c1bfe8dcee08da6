import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import type { Line } from "./lines.ts";

/** From so many hours on days are counted. */
const manyHours = 48;

/** How long there is until something is due, or how late it is; with the light of the deadline. */
export function Due({
  line: { light, hoursLeft },
}: {
  readonly line: Pick<Line, "light" | "hoursLeft">;
}): ReactElement | null {
  const { t } = useTranslation("inbox");
  if (light === null) return null;
  if (hoursLeft === null || light === "stopped")
    return <Lamp colour={colourOfLight(light)} text={t(`lights.${light}`)} />;
  const hours = Math.round(Math.abs(hoursLeft));
  const days = Math.floor(hours / 24);
  const isLate = hoursLeft < 0;
  const text =
    hours >= manyHours
      ? t(isLate ? "hours.lateDays" : "hours.leftDays", { days })
      : t(isLate ? "hours.late" : "hours.left", { hours });
  return <Lamp colour={colourOfLight(light)} text={text} />;
}
