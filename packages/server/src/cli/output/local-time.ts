/** A moment as `2026-05-01 09:00:00+08:00` in an IANA zone (default Asia/Shanghai); what is no moment stays as it is. */
export function localTime(moment: string, zone = "Asia/Shanghai"): string {
  const ms = Date.parse(moment);
  if (Number.isNaN(ms)) return moment;
  const parts = new Intl.DateTimeFormat("en-US", { ...fields, timeZone: zone }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((item) => item.type === type)?.value ?? "";
  const offset = part("timeZoneName").slice(3) || "+00:00";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}${offset}`;
}

const fields: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "longOffset",
};
