import type { ReactElement } from "react";

/** Paths of 20 x 20 line drawings. */
const drawings = {
  inbox: "M3 11l2.500-7h9L17 11v5H3zM3 11h4l1 2h4l1-2h4",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.500 17.500h3",
  help: "M10 17.500a7.500 7.500 0 1 1 0-15 7.500 7.500 0 0 1 0 15zM7.800 7.700a2.250 2.250 0 1 1 3.300 2c-.7.400-1.100.8-1.100 1.600M10 13.800v.2",
  search: "M8.500 14a5.500 5.500 0 1 1 0-11 5.500 5.500 0 0 1 0 11zM12.500 12.500L17 17",
  person:
    "M10 10a3.250 3.250 0 1 0 0-6.500 3.250 3.250 0 0 0 0 6.500zM3.500 17c.5-3.200 3-5 6.500-5s6 1.800 6.500 5",
  down: "M6 8l4 4 4-4",
  up: "M6 12l4-4 4 4",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.500l4 4 8-9",
  unit: "M4 17V5l6-2.500L16 5v12M2.500 17h15M8 17v-3.500h4V17M7.500 7.500h1.500M11 7.500h1.500M7.500 10.500h1.500M11 10.500h1.500",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  folder: "M3 5h5l1.500 2H17v9H3z",
  model: "M10 2.500l6.500 3.500v8L10 17.500 3.500 14V6zM3.500 6L10 9.500 16.500 6M10 9.500v8",
  chart: "M3 17h14M5.500 14V9M10 14V4M14.500 14v-3",
  settings: "M4 6h6M14 6h2M4 14h2M10 14h6M12 4v4M8 12v4",
  list: "M7 5h10M7 10h10M7 15h10M3.500 5h.5M3.500 10h.5M3.500 15h.5",
  calendar: "M3.500 5h13v11.500h-13zM3.500 8.500h13M7 3v3.500M13 3v3.500",
  clock: "M10 17.500a7.500 7.500 0 1 1 0-15 7.500 7.500 0 0 1 0 15zM10 5.500V10l3 2",
  shield:
    "M10 2.500l6.500 2.300v5.400c0 3.500-2.600 6-6.500 7.300-3.900-1.300-6.500-3.800-6.500-7.300V4.800z",
  letter: "M3 5h14v10H3zM3 5.500l7 5.500 7-5.500",
  external: "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
  undo: "M5 8h7a4 4 0 0 1 0 8H8M5 8l3-3M5 8l3 3",
  eye: "M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  download: "M10 3v9M6.500 9L10 12.500 13.500 9M4 16.500h12",
  filter: "M3 4.500h14l-5.500 6.500v5l-3-1.500V11z",
  book: "M4 15V5a2 2 0 0 1 2-2h10v14H6a2 2 0 0 1-2-2zM4 15a2 2 0 0 1 2-2h10",
  plug: "M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v2.500",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  plus: "M10 4v12M4 10h12",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof drawings;

/** A drawing beside a text, or in a button that has a name: it says nothing by itself. */
export const Icon = ({
  name,
  size = 18,
}: {
  readonly name: IconName;
  readonly size?: number;
}): ReactElement => (
  <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path
      d={drawings[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.500"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
