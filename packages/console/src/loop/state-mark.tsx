import type { ReactElement } from "react";
import { classNames } from "../ui/class-names.ts";
import styles from "./loop.module.css";

/** How something stands, as a word in a frame; `tone` says more in colour than in the word, never alone. */
export const StateMark = ({
  text,
  tone = "plain",
}: {
  readonly text: string;
  readonly tone?: "plain" | "busy" | "good" | "bad" | "faint";
}): ReactElement => <span className={classNames(styles.mark, styles[tone])}>{text}</span>;

const tones = {
  warned: "bad",
  assigned: "busy",
  verifying: "busy",
  disposing: "busy",
  applying: "busy",
  appraising: "busy",
  closed: "good",
  not_a_problem: "faint",
  merged: "faint",
  transferred: "plain",
  suspended: "plain",
} as const;

/** The tone of a state of a case. */
export const toneOfState = (state: keyof typeof tones): (typeof tones)[keyof typeof tones] => tones[state];
