/** What a path below `tile/` names: `<level>/<index>[.p/<width>]` or `entries/<index>[.p/<width>]`. */
export interface TilePath {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

const shape = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Reads a path of C2SP tlog-tiles; undefined for any other text, also for a second way to write the same number. */
export function parseTilePath(path: string): TilePath | undefined {
  const [, level = "", groups = "", partial] = shape.exec(path) ?? [];
  if (groups === "" || groups.startsWith("x000/")) return undefined;
  const width = partial === undefined ? 256 : Number(partial);
  const isWidth = partial === undefined || (String(width) === partial && width >= 1 && width <= 255);
  const isLevel = level === "entries" || (String(Number(level)) === level && Number(level) <= 63);
  if (!isWidth || !isLevel) return undefined;
  const index = Number(groups.replaceAll(/[x/]/g, ""));
  return { level: level === "entries" ? "entries" : Number(level), index, width };
}
