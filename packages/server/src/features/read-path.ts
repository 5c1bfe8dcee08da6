/** One relation of a path, as its text has it. */
export interface PathStep {
  /** From whom it points, and to whom. */
  readonly from: string;
  readonly to: string;
  /** As `edgeLabel` writes it. */
  readonly label: string;
}

/** A way of which a finding keeps the text. */
export interface ReadPath {
  readonly steps: readonly PathStep[];
  /** So many more ways lead there, of which the text does not tell. */
  readonly further: number;
}

const label = String.raw`[a-z0-9_]+ \d+(?:\.\d+)?%|\d+(?:\.\d+)?%|[a-z0-9_]+`;
const arrow = new RegExp(` (?:-(${label})->|<-(${label})-) `, "u");
const furtherWays = / \(\+(\d+)\)$/u;

/** Reads what `pathText` wrote: the ways in it, one a line. A text that is none, and a line that was cut, give nothing. */
export function readPaths(text: string): readonly ReadPath[] {
  return text
    .split("\n")
    .filter((line) => !line.endsWith("…"))
    .map(readLine)
    .filter(({ steps }) => steps.length > 0);
}

function readLine(line: string): ReadPath {
  const further = Number(furtherWays.exec(line)?.[1] ?? 0);
  const [start = "", ...parts] = line.replace(furtherWays, "").split(arrow);
  const steps: PathStep[] = [];
  let at = start;
  for (let place = 0; place + 2 < parts.length; place += 3) {
    const [forward, back, next = ""] = parts.slice(place, place + 3);
    steps.push(
      forward === undefined
        ? { from: next, to: at, label: back ?? "" }
        : { from: at, to: next, label: forward },
    );
    at = next;
  }
  return { steps, further };
}
