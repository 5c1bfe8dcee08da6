import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** From so many hours on days are counted. */
const manyHours = 48;

/** How long there is until something is due, or how late it is, counted on while it is looked at. */
export function useTimeLeft(dueAt: string | null): string | undefined {
  const { t } = useTranslation("escalations");
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  if (dueAt === null) return undefined;
  const left = Date.parse(dueAt) - now;
  const hours = Math.floor(Math.abs(left) / hourMs);
  const time =
    hours >= manyHours ? t("days", { count: Math.floor(hours / 24) }) : t("hours", { count: hours });
  return left < 0 ? t("late", { time }) : t("left", { time });
}
