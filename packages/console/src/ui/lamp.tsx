import type { ReactElement } from "react";
import styles from "./lamp.module.css";

/** What a lamp can show, the gravest first: each has a shape of its own, so that nobody needs to see colours. */
const shapes = {
  red: "M4.500 1h5L13 4.500v5L9.500 13h-5L1 9.500v-5z",
  amber: "M7 1.500L13 12.500H1z",
  green: "M7 1.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11z",
  grey: "M2 3.500h10v7H2z",
} as const;

/** A colour of a lamp. */
export type LampColour = keyof typeof shapes;

/** A shape and a word in a colour. */
export const Lamp = ({
  colour,
  text,
}: {
  readonly colour: LampColour;
  readonly text: string;
}): ReactElement => (
  <span className={`${styles.lamp} ${styles[colour]}`}>
    <svg width="13" height="13" viewBox="0 0 14 14" aria-hidden="true">
      <path d={shapes[colour]} fill="currentColor" />
    </svg>
    {text}
  </span>
);

const byLight = { red: "red", yellow: "amber", green: "green", stopped: "grey" } as const;

/** The colour of a deadline's light. */
export const colourOfLight = (light: keyof typeof byLight): LampColour => byLight[light];

/** The colour of a risk level, 1 the highest. */
export const colourOfLevel = (level: number): LampColour =>
  level === 1 ? "red" : level === 2 ? "amber" : "green";
